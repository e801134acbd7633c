import { createHash } from 'node:crypto';
import { Fault, formatOf, isCompleted } from '@proofsheet/domain';
import type { Storage } from '@proofsheet/storage';
import sharp from 'sharp';
import type { GenerationFacts, OutputFacts, Truth } from './truth.ts';
import { type Violation, violation } from './violation.ts';

/** A COMPLETED generation has exactly its outputs, each with its file; no other has any. */
export async function badPictures({ generations, outputs }: Truth, storage: Storage): Promise<Violation[]> {
  const outputsOf = Map.groupBy(outputs, ({ generationId }) => generationId);
  const found: Violation[] = [];
  for (const row of generations) {
    const own = outputsOf.get(row.id) ?? [];
    found.push(...badRows(row, own));
    for (const output of own) found.push(...(await badFile(output, storage)));
  }
  return found;
}

function badRows(row: GenerationFacts, outputs: OutputFacts[]): Violation[] {
  const { id, status, kind, spec, outputCount, missing } = row;
  const indexes = outputs.map(({ index }) => index).sort((one, other) => one - other);
  const unmade = new Set(missing.map(({ index }) => index));
  const all = isCompleted(status) ? Array.from({ length: outputCount }, (_, index) => index) : [];
  const expected = all.filter((index) => !unmade.has(index));
  if (`${indexes}` !== `${expected}`) {
    const harm = indexes.length > expected.length ? 'duplicated' : 'lost';
    return [violation(harm, id, `${status} with the outputs [${indexes}] where [${expected}] are due`)];
  }
  const due = spec.formats.map((choice) => formatOf(choice, kind));
  return [...badFormats(row, due, outputs), ...outputs.flatMap((output) => wrongPixels(id, due, output))];
}

type DueFormat = Pick<ReturnType<typeof formatOf>, 'name' | 'width' | 'height'>;

/** Every variant exists once in every format, or is named as missing. */
function badFormats(
  { id, spec: { variants }, missing }: GenerationFacts,
  formats: DueFormat[],
  outputs: OutputFacts[],
): Violation[] {
  if (outputs.length === 0) return [];
  const made = [...outputs, ...missing].map(({ variant, format }) => `${variant} ${format}`).sort();
  const due = Array.from({ length: variants }, (_, variant) => formats.map(({ name }) => `${variant} ${name}`));
  if (`${made}` === `${due.flat().sort()}`) return [];
  return [violation('wrong', id, `made were [${made}], due were [${due.flat()}]`)];
}

function wrongPixels(id: string, formats: DueFormat[], { format, width, height }: OutputFacts): Violation[] {
  const due = formats.find(({ name }) => name === format);
  if (due === undefined || (width === due.width && height === due.height)) return [];
  return [violation('wrong', id, `${format} is ${width}x${height} in its row`)];
}

async function badFile(output: OutputFacts, storage: Storage): Promise<Violation[]> {
  const { generationId: id, objectKey, sha256, width, height, mediaType } = output;
  let bytes: Buffer;
  try {
    bytes = await storage.get(objectKey);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'not_found') throw error;
    return [violation('lost', id, `there is no file ${objectKey}`)];
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    return [violation('wrong', id, `${objectKey} has not the hash that its row names`)];
  }
  const image = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const { format } = await sharp(bytes).metadata();
  const is = `image/${format} ${image.info.width}x${image.info.height}`;
  const due = `${mediaType} ${width}x${height}`;
  return is === due ? [] : [violation('wrong', id, `${objectKey} is ${is}, and its row says ${due}`)];
}
