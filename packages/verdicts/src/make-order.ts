import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileExtension, type GenerationRequest, specOf } from '@proofsheet/domain';
import {
  type LenientOrder,
  type MissingOutput,
  type OrderImage,
  type RenderedOutput,
  rankOutputs,
} from '@proofsheet/render';
import type { Made } from './made.ts';

/** An order by which the score is judged. */
export interface OrderToMake {
  /** Names the order, and the files of its pictures. Verdicts refer to it. */
  readonly tag: string;
  readonly request: GenerationRequest;
  readonly images: readonly OrderImage[];
}

export interface MadeOrder {
  readonly made: readonly Made[];
  readonly pictures: readonly RenderedOutput[];
}

type Render = (
  order: LenientOrder,
  options?: { signal?: AbortSignal },
) => AsyncGenerator<RenderedOutput | MissingOutput>;

/**
 * Renders an order as a worker does, ranked, and writes each picture into the folder. An order that fails as a whole is
 * told as one missing output. Throws when the signal is aborted: files may lie in the folder then that nothing lists.
 */
export async function makeOrder(
  { tag, request, images }: OrderToMake,
  { render, folder, signal }: { readonly render: Render; readonly folder: string; readonly signal?: AbortSignal },
): Promise<MadeOrder> {
  const outputs: (RenderedOutput | MissingOutput)[] = [];
  let failure: string | undefined;
  try {
    const order = lenientOrder(tag, request, images);
    for await (const rendered of render(order, signal ? { signal } : {})) outputs.push(rendered);
  } catch (error) {
    signal?.throwIfAborted();
    failure = (error as Error).message;
  }
  const ranked = rankOutputs(outputs, specOf(request).formats.length);
  const made: Made[] = [];
  for (const one of ranked) made.push(await keep(tag, one, folder));
  if (failure !== undefined) made.push({ tag, variant: 0, format: 'all', missing: failure });
  return { made, pictures: ranked.filter((one): one is RenderedOutput => 'bytes' in one) };
}

/** The seed, where the request names none, comes from the tag: the same order makes the same pictures. */
function lenientOrder(tag: string, request: GenerationRequest, images: readonly OrderImage[]): LenientOrder {
  const { kind, copy, variants, mediaType, template, strict } = request;
  const { brand, formats } = specOf(request);
  const seed = request.seed ?? [...tag].reduce((hash, sign) => (hash * 31 + (sign.codePointAt(0) ?? 0)) % 100_000, 7);
  return {
    ...{ kind, copy, brand, formats, variants, mediaType, template, strict, seed, images },
    onOutputError: 'skip',
  };
}

async function keep(tag: string, output: RenderedOutput | MissingOutput, folder: string): Promise<Made> {
  const { variant, format } = output;
  if (!('bytes' in output)) return { tag, variant, format, missing: output.missing.message };
  const file = `${tag}-${variant + 1}-${format}.${fileExtension(output.mediaType)}`;
  await writeFile(path.join(folder, file), output.bytes);
  const { sha256, template, score, report } = output;
  const findings = report.findings.map(({ code, severity, value, message }) => ({ code, severity, value, message }));
  return { tag, variant, format, picture: { file, sha256, template, score, parts: report.parts, findings } };
}
