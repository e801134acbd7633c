import type { WholeAsset } from '@proofsheet/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { assetImage, assetQuery, correctAsset, correctCutout, cutoutOf, resetCutout } from '../server/assets.ts';
import { MaskCanvas } from './mask-canvas.ts';

/** Wide enough to see single hairs of a photograph of 12 megapixels. */
const SHOWN_WIDTH = 960;

/** The photograph, and the mask of it that is being drawn. */
export function useCutout(asset: WholeAsset) {
  const queries = useQueryClient();
  const [version, setVersion] = useState(0);
  const photo = useQuery({
    queryKey: ['photograph', asset.id],
    queryFn: () => loaded(assetImage(asset, SHOWN_WIDTH)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const { data: mask, error } = useQuery({
    queryKey: ['mask', asset.id, version],
    queryFn: async () => {
      const { analysis } = asset;
      const size = analysis ?? asset;
      return new MaskCanvas(size, await cutoutOf(asset), analysis?.cutout?.bounds);
    },
    staleTime: Number.POSITIVE_INFINITY,
    // What has been drawn and not stored is not there the next time.
    gcTime: 0,
    // A canvas has no parts to share.
    structuralSharing: false,
  });
  const state = useSyncExternalStore(mask?.subscribe ?? never, mask?.state ?? unknown);

  const keep = (changed: WholeAsset) => {
    queries.setQueryData(assetQuery(asset.id).queryKey, changed);
    void queries.invalidateQueries({ queryKey: ['assets'] });
  };
  /** What is drawn begins anew from what is stored now. */
  const restart = (changed: WholeAsset) => {
    keep(changed);
    setVersion((before) => before + 1);
  };
  const saving = useMutation({
    mutationFn: async () => correctCutout(asset.id, await (mask as MaskCanvas).png()),
    onSuccess: (changed) => {
      mask?.stored();
      keep(changed);
    },
  });
  const resetting = useMutation({ mutationFn: () => resetCutout(asset.id), onSuccess: restart });
  const switching = useMutation({
    mutationFn: (cutout: boolean) => correctAsset(asset.id, { cutout }),
    onSuccess: (changed) => (state.isChanged ? keep(changed) : restart(changed)),
  });

  useEffect(() => () => queries.removeQueries({ queryKey: ['mask', asset.id] }), [queries, asset.id]);
  return { photo: photo.data, mask, error: photo.error ?? error, state, saving, resetting, switching };
}

const NONE = { canUndo: false, canRedo: false, isChanged: false };
const unknown = () => NONE;
const never = () => () => undefined;

function loaded(address: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = address;
  return image.decode().then(() => image);
}
