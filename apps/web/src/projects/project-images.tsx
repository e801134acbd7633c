import type { Asset, Project } from '@proofsheet/client';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DropZone, type FileDropItem, FileTrigger } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { placeholderAddress } from '../grid/thumbhash.ts';
import { inWords } from '../server/client.ts';
import { projectAssetsQuery, uploadTo } from '../server/projects.ts';
import { ROLES } from '../uploads/role-select.tsx';

const TAKEN = ['image/jpeg', 'image/png', 'image/webp'];

/** The uploads of the project, and a place for more. */
export function ProjectImages({ project: { id } }: { readonly project: Project }) {
  const list = useInfiniteQuery(projectAssetsQuery(id));
  const assets = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const upload = useUploads(id);
  return (
    <DropZone
      className="image-drop"
      aria-label="Drop images here"
      getDropOperation={() => 'copy'}
      onDrop={async ({ items }) => {
        const files = items.filter((item): item is FileDropItem => item.kind === 'file');
        upload.add(await Promise.all(files.map((item) => item.getFile())));
      }}
    >
      <div className="image-actions">
        <FileTrigger allowsMultiple acceptedFileTypes={TAKEN} onSelect={(files) => upload.add([...(files ?? [])])}>
          <Button isBusy={upload.isPending}>{upload.isPending ? 'Uploading …' : 'Upload images'}</Button>
        </FileTrigger>
        {upload.refused.map(({ name, why }) => (
          <p key={name} role="alert" className="failure">
            <b>{name}</b> {why}
          </p>
        ))}
      </div>
      {list.error ? <Failure error={list.error} again={() => list.refetch()} /> : null}
      {list.isSuccess && assets.length === 0 ? (
        <div className="empty">
          <h2>No images yet</h2>
          <p>Drop photographs, products and logos here.</p>
        </div>
      ) : null}
      <ul className="image-tiles">
        {assets.map((asset) => (
          <Tile key={asset.id} asset={asset} />
        ))}
      </ul>
      {list.hasNextPage ? <Button onPress={() => list.fetchNextPage()}>Show more</Button> : null}
    </DropZone>
  );
}

/** One after the other; what is refused is told by its name, and the others go on. */
function useUploads(projectId: string) {
  const queries = useQueryClient();
  const [refused, setRefused] = useState<readonly { name: string; why: string }[]>([]);
  const { mutate, isPending } = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const failed: { name: string; why: string }[] = [];
      for (const file of files) {
        await uploadTo(projectId, file).catch((error) => failed.push({ name: file.name, why: inWords(error) }));
      }
      setRefused(failed);
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['project', projectId] });
      return queries.invalidateQueries({ queryKey: ['assets'] });
    },
  });
  return { refused, isPending, add: (files: readonly File[]) => files.length > 0 && mutate(files) };
}

function Tile({ asset: { id, originalName, role, status, analysis, error } }: { readonly asset: Asset }) {
  const ground = analysis ? placeholderAddress(analysis.placeholder) : undefined;
  return (
    <li className="image-tile">
      {status === 'REJECTED' ? (
        <span className="image-missing no-cover">{error?.message}</span>
      ) : (
        <img
          className="image-file"
          src={`/v1/assets/${id}/file?disposition=inline`}
          alt={originalName}
          loading="lazy"
          decoding="async"
          style={ground && role !== 'LOGO' ? { backgroundImage: `url(${ground})` } : {}}
        />
      )}
      <span className="facts">
        {ROLES[role]} · <bdi>{originalName}</bdi>
      </span>
    </li>
  );
}
