import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Finding, specOf } from '@proofsheet/domain';
import {
  createRenderer,
  type MissingOutput,
  type OrderImage,
  type RenderedOutput,
  rankOutputs,
} from '@proofsheet/render';
import { openVision, type Vision } from '@proofsheet/vision';
import type { Order } from './orders.ts';

/** One picture of an order, or the reason why there is none. */
export interface Made {
  readonly tag: string;
  readonly variant: number;
  readonly format: string;
  /** Left out where it could not be made. */
  readonly picture?: {
    /** Within the folder. */
    readonly file: string;
    readonly sha256: string;
    readonly template: string;
    readonly score: number;
    /** The parts of the score, by which it can be fitted. */
    readonly parts: Readonly<Record<string, number>>;
    readonly findings: readonly Pick<Finding, 'code' | 'severity' | 'value'>[];
  };
  readonly missing?: string;
}

export interface MadeOrder {
  readonly order: Order;
  readonly made: readonly Made[];
  readonly pictures: readonly RenderedOutput[];
}

/**
 * Renders the orders as a worker does, ranked, and writes each picture into the folder. Photographs are analysed once,
 * whatever orders use them. An order that fails as a whole is told as one missing output.
 */
export async function* renderOrders(
  orders: readonly Order[],
  { photos, output }: { readonly photos: string; readonly output: string },
): AsyncGenerator<MadeOrder> {
  await mkdir(output, { recursive: true });
  const vision = await openVision({ threads: 1 });
  const renderer = await createRenderer();
  const analysed = new Map<string, Promise<Omit<OrderImage, 'role'>>>();
  const imageOf = (file: string) => {
    const known = analysed.get(file) ?? analyse(vision, path.join(photos, file));
    analysed.set(file, known);
    return known;
  };
  try {
    for (const order of orders) {
      const images: OrderImage[] = [];
      for (const { file, role } of order.photos) images.push({ ...(await imageOf(file)), role });
      const outputs = [];
      let failure: string | undefined;
      try {
        for await (const rendered of renderer.render(renderOrderOf(order, images))) outputs.push(rendered);
      } catch (error) {
        failure = (error as Error).message;
      }
      const ranked = rankOutputs(outputs, specOf(order.request).formats.length);
      const made: Made[] = [];
      for (const one of ranked) made.push(await keep(order.tag, one, output));
      if (failure !== undefined) made.push({ tag: order.tag, variant: 0, format: 'all', missing: failure });
      yield { order, made, pictures: ranked.filter((one): one is RenderedOutput => 'bytes' in one) };
    }
  } finally {
    await Promise.all([vision.close(), renderer.close()]);
  }
}

async function analyse(vision: Vision, file: string): Promise<Omit<OrderImage, 'role'>> {
  const { master, analysis, cutout } = await vision.analyse(await readFile(file));
  return { bytes: master, analysis, cutout: cutout?.bytes };
}

/** The seed, where the order names none, comes from its tag: the same order makes the same pictures. */
function renderOrderOf({ tag, request }: Order, images: readonly OrderImage[]) {
  const { kind, copy, brand, variants, mediaType, template, strict } = request;
  const { formats } = specOf(request);
  const seed = request.seed ?? [...tag].reduce((hash, sign) => (hash * 31 + (sign.codePointAt(0) ?? 0)) % 100_000, 7);
  return {
    ...{ kind, copy, brand, formats, variants, mediaType, template, strict, seed, images },
    onOutputError: 'skip' as const,
  };
}

async function keep(tag: string, output: RenderedOutput | MissingOutput, folder: string): Promise<Made> {
  const { variant, format } = output;
  if (!('bytes' in output)) return { tag, variant, format, missing: output.missing.message };
  const file = `${tag}-${variant + 1}-${format}.jpg`;
  await writeFile(path.join(folder, file), output.bytes);
  const { sha256, template, score, report } = output;
  const findings = report.findings.map(({ code, severity, value }) => ({ code, severity, value }));
  return { tag, variant, format, picture: { file, sha256, template, score, parts: report.parts, findings } };
}
