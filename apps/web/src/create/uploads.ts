import type { AssetRole, GenerationRequest, WholeAsset } from '@proofsheet/client';
import { useEffect, useRef, useState } from 'react';
import { inWords, server } from '../server/client.ts';

export interface Upload {
  readonly id: number;
  readonly name: string;
  /** An address of the file on this machine, to show it at once. */
  readonly address: string;
  readonly role: AssetRole;
  /** Whether somebody has chosen the role. */
  readonly said: boolean;
  readonly state: 'coming' | 'there' | 'refused';
  /** 0 to 1. */
  readonly share: number;
  readonly assetId?: string;
  /** Why it was refused, and what to do. */
  readonly reason?: string;
}

export interface Uploads {
  readonly list: readonly Upload[];
  /** What is there, as an order names it. */
  readonly ready: NonNullable<GenerationRequest['assets']>;
  add(files: readonly File[]): void;
  setRole(id: number, role: AssetRole): void;
  remove(id: number): void;
}

const TAKEN = /^image\/(jpeg|png|webp)$/;
const LOGO = /logo|wordmark|brand/i;

/** Files go up as they are chosen, each for itself. */
export function useUploads(): Uploads {
  const [list, setList] = useState<readonly Upload[]>([]);
  const next = useRef(0);
  const addresses = useRef<string[]>([]);
  const under = useRef(new Map<number, AbortController>());
  useEffect(() => () => addresses.current.forEach(URL.revokeObjectURL), []);

  const change = (id: number, changed: Partial<Upload>) =>
    setList((before) => before.map((upload) => (upload.id === id ? { ...upload, ...changed } : upload)));

  async function send(id: number, file: File, role: AssetRole): Promise<void> {
    const left = new AbortController();
    under.current.set(id, left);
    try {
      const onProgress = ({ sent, total }: { sent: number; total?: number | undefined }) =>
        change(id, { share: total ? sent / total : 0 });
      const asset = await server.assets.upload(file, { role, name: file.name, onProgress, signal: left.signal });
      change(id, { state: 'there', share: 1, assetId: asset.id });
      void guess(id, asset.id, role);
    } catch (error) {
      change(id, { state: 'refused', reason: inWords(error) });
    } finally {
      under.current.delete(id);
    }
  }

  /** A face makes it a person, unless it is a logo, or somebody has said what it shows. */
  async function guess(id: number, assetId: string, role: AssetRole): Promise<void> {
    const seen = await analysed(assetId).catch(() => undefined);
    if (seen?.error) change(id, { state: 'refused', reason: seen.error.message });
    if (role === 'LOGO' || !seen?.analysis?.faces.length) return;
    setList((before) =>
      before.map((upload) => (upload.id === id && !upload.said ? { ...upload, role: 'PERSON' } : upload)),
    );
  }

  return {
    list,
    ready: list.flatMap(({ assetId, role, state }) =>
      assetId === undefined || state === 'refused' ? [] : [{ assetId, role }],
    ),
    add(files) {
      for (const file of files) {
        const id = next.current++;
        const address = URL.createObjectURL(file);
        addresses.current.push(address);
        const role = guessed(file);
        const reason = refusalOf(file);
        const state = reason === undefined ? 'coming' : 'refused';
        setList((before) => [
          ...before,
          { id, name: file.name, address, role, said: false, share: 0, state, ...(reason ? { reason } : {}) },
        ]);
        if (reason === undefined) void send(id, file, role);
      }
    },
    setRole: (id, role) => change(id, { role, said: true }),
    /** What is still on its way stays here. */
    remove(id) {
      under.current.get(id)?.abort();
      setList((before) => before.filter((upload) => upload.id !== id));
    },
  };
}

/** An order says the role anew, so a guess costs nothing. By the name until the server has seen it. */
function guessed({ name }: File): AssetRole {
  return LOGO.test(name) ? 'LOGO' : 'PRODUCT';
}

const LOOKS = 40;
const LOOK_MS = 500;

/** What the server sees in it, once it has looked. */
async function analysed(assetId: string): Promise<WholeAsset | undefined> {
  for (let left = LOOKS; left > 0; left -= 1) {
    const asset = await server.assets.get(assetId);
    if (asset.status !== 'PENDING') return asset;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return undefined;
}

function refusalOf({ type, name }: File): string | undefined {
  if (TAKEN.test(type)) return undefined;
  if (/\.(heic|heif)$/i.test(name) || /hei[cf]/.test(type))
    return 'An iPhone’s HEIC is not taken. Send it as JPEG: in Settings, Camera, Formats choose “Most Compatible”, or export it.';
  return 'Only JPEG, PNG and WebP images are taken.';
}
