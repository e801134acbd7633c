import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { AssetRole, Ended, GenerationRequest, Output, Proofsheet } from '@proofsheet/client';
import { fromPath } from '@proofsheet/client/node';
import { CommandError } from '../command-error.ts';
import { fileNameOf, formatOf, isAddress, mediaTypeOf, ROLES, withoutGaps } from '../remote/images.ts';
import { shownInTerminal } from '../terminal/picture.ts';
import { type Progress, progressOn } from '../terminal/progress.ts';
import { type Previewed, previewOf } from './preview.ts';

export interface GenerateOptions {
  readonly kind: string;
  readonly person?: string[];
  readonly product?: string[];
  readonly logo?: string[];
  readonly background?: string[];
  readonly asset?: string[];
  readonly headline: string;
  readonly subline?: string;
  readonly button?: string;
  readonly price?: string;
  readonly format?: string[];
  readonly template?: string;
  readonly variants?: number;
  readonly seed?: number;
  readonly type?: string;
  readonly project?: string;
  readonly out: string;
  readonly preview?: boolean;
}

export interface GenerateTools {
  readonly proofsheet: Proofsheet;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  readonly bars: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

export interface Made {
  readonly generation: Ended;
  readonly files: readonly string[];
}

/** Uploads, and draws at once what would be made: nothing is submitted. */
export async function preview(options: GenerateOptions, tools: GenerateTools): Promise<Previewed> {
  const progress = progressOn(tools.bars);
  try {
    const assets = await uploadAll(options, tools, progress);
    progress.stop();
    return await previewOf(requestOf(options, assets), options.out, tools);
  } finally {
    progress.stop();
  }
}

/** Uploads, submits, waits, and puts the images into a folder, the best one first. */
export async function generate(options: GenerateOptions, tools: GenerateTools): Promise<Made> {
  const { proofsheet, signal, bars } = tools;
  const progress = progressOn(bars);
  try {
    const assets = await uploadAll(options, tools, progress);
    const { id } = await proofsheet.generations.create(requestOf(options, assets), { signal });
    const show = progress.add('images');
    const generation = await proofsheet.generations.wait(id, {
      signal,
      onProgress: ({ done, total }) => show(done, total, 'made'),
    });
    progress.stop();
    return { generation, files: await save(options.out, generation.outputs, tools) };
  } finally {
    progress.stop();
  }
}

async function uploadAll(options: GenerateOptions, tools: GenerateTools, progress: Progress): Promise<string[]> {
  const given = ROLES.flatMap((role) => (options[role] ?? []).map((path) => ({ path, role })));
  // Each is looked for before the first one leaves.
  const sends = await Promise.all(
    given.map(async ({ path, role: flag }) => {
      const role = flag.toUpperCase() as AssetRole;
      if (isAddress(path)) return () => importOne(path, role, tools, progress);
      const source = await fromPath(path).catch((error) => {
        throw new CommandError(`--${flag}: ${path} cannot be read (${error.code ?? error.message}).`);
      });
      return () => uploadOne(source, role, tools, progress);
    }),
  );
  return [...(options.asset ?? []), ...(await Promise.all(sends.map((send) => send())))];
}

async function uploadOne(
  source: Awaited<ReturnType<typeof fromPath>>,
  role: AssetRole,
  { proofsheet, signal }: GenerateTools,
  progress: Progress,
): Promise<string> {
  const show = progress.add(basename(source.name).slice(0, 24));
  const onProgress = ({ sent, total = sent }: { sent: number; total: number | undefined }) =>
    show(Math.round(sent / 1000), Math.round(total / 1000), 'KB');
  return (await proofsheet.assets.upload(source, { role, onProgress, signal })).id;
}

/** The server fetches it, and says nothing meanwhile. */
async function importOne(
  url: string,
  role: AssetRole,
  { proofsheet, signal }: GenerateTools,
  progress: Progress,
): Promise<string> {
  const show = progress.add(url.replace(/^https?:\/\//i, '').slice(0, 24));
  const { id, bytes } = await proofsheet.assets.import(url, { role, signal });
  show(Math.round(bytes / 1000), Math.round(bytes / 1000), 'KB');
  return id;
}

function requestOf(options: GenerateOptions, assets: readonly string[]): GenerationRequest {
  const { headline, subline, button, price, format, template, variants, seed, type, project } = options;
  return withoutGaps({
    kind: options.kind.toUpperCase(),
    assets: assets.map((assetId) => ({ assetId })),
    copy: withoutGaps({ headline, subline, button, price }),
    formats: format?.map(formatOf),
    mediaType: mediaTypeOf(type),
    ...{ template, variants, seed, projectId: project },
  }) as GenerationRequest;
}

async function save(folder: string, outputs: readonly Output[], tools: GenerateTools): Promise<string[]> {
  const { proofsheet, signal, say, env } = tools;
  if (outputs.length > 0) await mkdir(folder, { recursive: true });
  const files: string[] = [];
  for (const output of outputs) {
    const bytes = await proofsheet.outputs.download(output, { signal });
    const path = join(resolve(folder), fileNameOf(output));
    await writeFile(path, bytes);
    files.push(path);
    const picture = await shownInTerminal(bytes, { env, terminal: process.stdout.isTTY === true });
    say(`${picture}${join(folder, fileNameOf(output))}  ${output.width}x${output.height}  score ${output.score}`);
  }
  return files;
}
