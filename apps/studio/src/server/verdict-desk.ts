import path from 'node:path';
import {
  ASSET_ROLES,
  type AssetRole,
  Fault,
  FORMAT_NAMES,
  type FormatName,
  formatNamed,
  GENERATION_KINDS,
  type GenerationKind,
  generationRequestSchema,
} from '@proofsheet/domain';
import type { OwnMaterial } from '@proofsheet/mockups';
import type { Workbench } from '@proofsheet/render/workbench';
import { sampleContents } from '@proofsheet/samples';
import {
  appendMade,
  type Judgement,
  judge,
  type Made,
  makeOrder,
  picturesFolder,
  readMade,
  readVerdicts,
  sayVerdict,
  takeBackVerdict,
  VERDICTS_FILE,
  type Verdict,
} from '@proofsheet/verdicts';

/** A picture to be judged. Its score is shown only once it was: nobody should be led by it. */
export interface PictureToJudge {
  readonly sha256: string;
  readonly tag: string;
  readonly variant: number;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly template: string;
  readonly score: number;
  readonly findings: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message?: string | undefined;
  }[];
  readonly verdict?: Verdict['verdict'] | undefined;
  readonly fault?: string | undefined;
}

export interface PicturesToJudge {
  readonly folder: string;
  readonly pictures: readonly PictureToJudge[];
  readonly judgement: Judgement;
}

/** What is ordered of the images that were brought. */
export interface AskedOrders {
  readonly kinds: readonly GenerationKind[];
  /** One order of all images, or one of each person and product, with all logos and backgrounds. */
  readonly each: boolean;
  readonly variants: number;
}

/** The sizes in which ads are judged: one of each class. */
const AD_FORMATS: readonly FormatName[] = ['meta-square', 'meta-story', 'google-responsive-landscape', 'google-728x90'];
const THUMBNAIL_FORMATS: readonly FormatName[] = ['youtube-thumbnail'];

export interface VerdictDesk {
  read(): Promise<PicturesToJudge>;
  /** It is in the file when this returns. Throws `not_found` for a picture that is not listed. */
  say(said: Omit<Verdict, 'tag'>): Promise<Judgement>;
  /** Takes back what was said last; undefined where nothing was. */
  takeBack(): Promise<{ readonly sha256: string; readonly judgement: Judgement } | undefined>;
  /** Where the file of a picture lies; undefined for one that is not listed. */
  fileOf(sha256: string): Promise<string | undefined>;
  /** Makes orders of material and lists their pictures, answering how many orders are done and how many there are. */
  make(
    asked: AskedOrders,
    material: (kind: GenerationKind, formats: readonly FormatName[]) => Promise<OwnMaterial>,
    signal: AbortSignal,
  ): AsyncGenerator<{ readonly done: number; readonly of: number }>;
}

/** Pictures and verdicts of one folder, read anew each time: `npm run verdicts` may write into it meanwhile. */
export function openVerdictDesk(given: string, render: Workbench['render']): VerdictDesk {
  const folder = path.resolve(given);
  const verdictsFile = path.join(folder, VERDICTS_FILE);
  const judged = async () => {
    const [made, verdicts] = await Promise.all([readMade(folder), readVerdicts(verdictsFile)]);
    return { made, verdicts, judgement: judge(made, verdicts) };
  };
  const listed = async (sha256: string) => (await readMade(folder)).find(({ picture }) => picture?.sha256 === sha256);

  return {
    async read() {
      const { made, verdicts, judgement } = await judged();
      const pictures = made.flatMap((one) => pictureOf(one, verdicts));
      return { folder, pictures, judgement };
    },
    async say(said) {
      const made = await listed(said.sha256);
      if (!made) throw new Fault('not_found', 'The picture is listed no longer. Load the page again.');
      await sayVerdict(verdictsFile, { tag: made.tag, ...said });
      return (await judged()).judgement;
    },
    async takeBack() {
      const taken = await takeBackVerdict(verdictsFile);
      return taken && { sha256: taken.sha256, judgement: (await judged()).judgement };
    },
    async fileOf(sha256) {
      const made = await listed(sha256);
      return made?.picture && path.join(folder, made.picture.file);
    },
    async *make(asked, material, signal) {
      await picturesFolder(folder);
      const orders = await ordersOf(asked, material, await readMade(folder));
      for (const [done, order] of orders.entries()) {
        yield { done, of: orders.length };
        await appendMade(folder, (await makeOrder(order, { render, folder, signal })).made);
      }
      yield { done: orders.length, of: orders.length };
    },
  };
}

function pictureOf({ tag, variant, format, picture }: Made, verdicts: ReadonlyMap<string, Verdict>): PictureToJudge[] {
  if (!picture) return [];
  const { sha256, template, score, findings } = picture;
  const said = verdicts.get(sha256);
  const size = sizeOf(format);
  return [
    { sha256, tag, variant, format, ...size, template, score, findings, verdict: said?.verdict, fault: said?.fault },
  ];
}

function sizeOf(format: string): { width: number; height: number } {
  const name = FORMAT_NAMES.find((one) => one === format);
  if (name) return formatNamed(name);
  const [width = 1, height = 1] = (/(\d+)x(\d+)$/.exec(format)?.slice(1) ?? []).map(Number);
  return { width, height };
}

async function ordersOf(
  { kinds, each, variants }: AskedOrders,
  materialOf: (kind: GenerationKind, formats: readonly FormatName[]) => Promise<OwnMaterial>,
  made: readonly Made[],
) {
  const numbers = made.map(({ tag }) => Number(/^own-(\d+)/.exec(tag)?.[1] ?? 0));
  let number = Math.max(0, ...numbers);
  const orders = [];
  for (const kind of GENERATION_KINDS.filter((one) => kinds.includes(one))) {
    const formats = kind === 'AD' ? AD_FORMATS : THUMBNAIL_FORMATS;
    const { images, copy, brand } = await materialOf(kind, formats);
    const sample = sampleContents(kind)[0]?.copy;
    const { brand: _, ...words } = { headline: 'Untitled', ...sample };
    const request = generationRequestSchema.parse({
      ...{ kind, variants, brand, formats: [...formats] },
      copy: { ...words, ...copy },
    });
    for (const chosen of each ? eachSubject(images) : [images])
      orders.push({ tag: `own-${++number}-${kind.toLowerCase()}`, request, images: chosen });
  }
  return orders;
}

const SUBJECTS: readonly AssetRole[] = ASSET_ROLES.filter((role) => role === 'PERSON' || role === 'PRODUCT');

function eachSubject(images: OwnMaterial['images']): OwnMaterial['images'][] {
  const others = images.filter(({ role }) => !SUBJECTS.includes(role));
  const subjects = images.filter(({ role }) => SUBJECTS.includes(role));
  return subjects.length > 0 ? subjects.map((subject) => [subject, ...others]) : [images];
}
