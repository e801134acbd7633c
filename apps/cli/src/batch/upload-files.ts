import type { AssetRole, GenerationRequest, Proofsheet } from '@proofsheet/client';
import { fromPath } from '@proofsheet/client/node';
import { isAddress } from '../remote/images.ts';
import { each } from './each.ts';
import type { NamedFile, ReadRow } from './read-rows.ts';

interface Tools {
  readonly proofsheet: Proofsheet;
  readonly signal: AbortSignal;
  readonly show: (done: number, total: number, state: string) => void;
}

/** Uploads every file, or has the server fetch it, once for a role, however many rows name it, and answers the rows with the assets in their place. */
export async function withUploads(rows: readonly ReadRow[], tools: Tools): Promise<GenerationRequest[]> {
  const { proofsheet, signal, show } = tools;
  const files = new Map(rows.flatMap((row) => row.files).map((file) => [nameOf(file), file]));
  const assets = new Map<string, string>();
  await each(files, async ([name, { role, path }]) => {
    const options = { role: role.toUpperCase() as AssetRole, signal };
    const { id } = isAddress(path)
      ? await proofsheet.assets.import(path, options)
      : await proofsheet.assets.upload(await fromPath(path), options);
    assets.set(name, id);
    show(assets.size, files.size, 'uploaded');
  });
  return rows.map(({ request, files }) => {
    if (files.length === 0) return request as GenerationRequest;
    const { assets: given, ...rest } = request as GenerationRequest;
    const uploaded = files.map((file) => ({ assetId: assets.get(nameOf(file)) ?? '' }));
    // What is no list is refused by the server, under its own name.
    return { ...rest, assets: Array.isArray(given) ? [...given, ...uploaded] : (given ?? uploaded) };
  });
}

function nameOf({ role, path }: NamedFile): string {
  return `${role} ${path}`;
}
