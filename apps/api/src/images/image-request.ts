import {
  AUTO_TEMPLATE,
  Fault,
  type FieldError,
  formatNameSchema,
  formatOf,
  type GenerationRequest,
  generationRequestSchema,
  IMAGE_TYPES,
  specOf,
} from '@proofsheet/domain';
import { fieldsFault } from '../validation.ts';
import { wordsFor } from '../words.ts';
import type { ImageAddress } from './read-address.ts';

/** The most pixels that a picture by address has: 2048 x 2048. */
const MOST_PIXELS = 4_194_304;
const MOST_OF_V = 32;

/**
 * The generation of one output that an address asks for. Wrong values are named by their parameters. `fallbackSeed` is
 * taken where the address has none.
 */
export function imageRequest({ template, type, parameters }: ImageAddress, fallbackSeed: number): GenerationRequest {
  const format = formatIn(parameters);
  const kind = parameters.get('kind') ?? (typeof format === 'string' ? kindOf(format) : undefined) ?? 'THUMBNAIL';
  const request = {
    kind,
    formats: [format ?? (kind === 'AD' ? 'landscape' : 'youtube-thumbnail')],
    copy: copyIn(parameters),
    brand: given(parameters, { primary: 'primary', accent: 'accent', font: 'font', textFont: 'textFont' }),
    assets: assetsIn(parameters),
    variants: 1,
    mediaType: IMAGE_TYPES[type],
    seed: numberIn(parameters, 'seed') ?? fallbackSeed,
    ...(template === AUTO_TEMPLATE ? {} : { template }),
  };
  const parsed = generationRequestSchema.safeParse(request, { error: wordsFor });
  const wrong: FieldError[] = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    field: parameterAt(path),
    message,
  }));
  if ((parameters.get('v') ?? '').length > MOST_OF_V)
    wrong.push({ field: 'v', message: `may have at most ${MOST_OF_V} characters` });
  if (parsed.success) wrong.push(...formatErrors(format, parsed.data));
  if (wrong.length > 0 || !parsed.success) throw fieldsFault(wrong);
  return parsed.data;
}

type Parameters = ImageAddress['parameters'];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Those of the parameters that are there, under the names of their fields. */
function given<Field extends string>(parameters: Parameters, fields: Record<Field, string>): Record<string, string> {
  const pairs = Object.entries<string>(fields).map(([field, name]) => [field, parameters.get(name)] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

const LINES = [
  'headline',
  'subline',
  'button',
  'price',
  'oldPrice',
  'badge',
  'legal',
  'qr',
  'brand',
  'author',
  'locale',
];

function copyIn(parameters: Parameters): object {
  const list = (names: string[]) => names.flatMap((name) => parameters.get(name) ?? []);
  const points = list(['point1', 'point2', 'point3', 'point4']);
  const labels = list(['label1', 'label2']);
  const coupon = given(parameters, { code: 'coupon', label: 'couponLabel' });
  const rating = {
    ...numbers(parameters, { value: 'rating', of: 'ratingOf', count: 'ratingCount' }),
    ...given(parameters, { label: 'ratingLabel' }),
  };
  return {
    ...given(parameters, Object.fromEntries(LINES.map((name) => [name, name]))),
    ...(points.length > 0 ? { points } : {}),
    ...(labels.length > 0 ? { labels } : {}),
    ...(Object.keys(coupon).length > 0 ? { coupon } : {}),
    ...(Object.keys(rating).length > 0 ? { rating } : {}),
  };
}

function numbers(parameters: Parameters, fields: Record<string, string>): Record<string, unknown> {
  const pairs = Object.entries(fields).map(([field, name]) => [field, numberIn(parameters, name)] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** What is no number stays a text, which the schema refuses. */
function numberIn(parameters: Parameters, name: string): number | string | undefined {
  const text = parameters.get(name);
  return text !== undefined && /^\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
}

function assetsIn(parameters: Parameters): object[] {
  const listed = parameters.get('asset');
  if (listed === undefined) return [];
  return listed.split(',').map((one) => {
    const [assetId, ...role] = one.split(':');
    return role.length > 0 ? { assetId, role: role.join(':') } : { assetId };
  });
}

/** A size is written 1200x630; all else is left to the schema. */
function formatIn(parameters: Parameters): Size | string | undefined {
  const text = parameters.get('format');
  const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text ?? '') ?? [];
  if (width !== undefined && height !== undefined) return { width: Number(width), height: Number(height) };
  return text;
}

function kindOf(format: string) {
  const named = formatNameSchema.safeParse(format);
  return named.success ? formatOf(named.data, 'THUMBNAIL').kind : undefined;
}

/** What is wrong with the format beyond what any generation may ask for: an address shows one picture, and no large one. */
function formatErrors(format: Size | string | undefined, request: GenerationRequest): FieldError[] {
  const [choice] = specOf(request).formats;
  if (choice === undefined || (typeof format === 'string' && !formatNameSchema.safeParse(format).success))
    return [{ field: 'format', message: 'must be one format, not a preset' }];
  const { width, height } = formatOf(choice, request.kind);
  if (width * height <= MOST_PIXELS) return [];
  return [{ field: 'format', message: `may have at most ${MOST_PIXELS} pixels` }];
}

/** What a request is refused for, by the parameters that it was made of. */
export function refusedByParameter(error: unknown): never {
  if (!(error instanceof Fault) || error.fields.length === 0) throw error;
  const fields = error.fields.map(({ field, message }) => ({ field: parameterAt(field?.split('/') ?? []), message }));
  throw new Fault(error.code, error.message, { fields, cause: error });
}

/** The parameter that a field of the request was made of. */
function parameterAt(path: readonly PropertyKey[]): string | undefined {
  const [part, field, inner] = path.map(String);
  if (part === 'assets') return 'asset';
  if (part === 'formats') return 'format';
  if (part === 'brand') return field;
  if (part !== 'copy') return part;
  if (field === 'points') return inner === undefined ? 'point1' : `point${Number(inner) + 1}`;
  if (field === 'labels') return inner === undefined ? 'label2' : `label${Number(inner) + 1}`;
  if (field === 'coupon') return inner === 'label' ? 'couponLabel' : 'coupon';
  if (field === 'rating')
    return { of: 'ratingOf', count: 'ratingCount', label: 'ratingLabel' }[inner ?? ''] ?? 'rating';
  return field;
}
