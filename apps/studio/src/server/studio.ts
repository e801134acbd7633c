import {
  ASPECT_CLASSES,
  type AspectClass,
  type FormatChoice,
  type FormatName,
  formatOf,
  formatsOf,
  GENERATION_KINDS,
  type GenerationKind,
} from '@proofsheet/domain';
import { type DrawnMockup, drawMockup, formatFor, type Mockup } from '@proofsheet/mockups';
import { openWorkbench, type Workbench, type WorkbenchTemplate } from '@proofsheet/render/workbench';
import { sampleContents } from '@proofsheet/samples';
import { keep, NoLongerWanted, openDrawings } from './drawings.ts';
import { type FoundFault, findingsInWords } from './findings-in-words.ts';
import { openSession, type Session } from './session.ts';
import { watchTemplates } from './watch-templates.ts';

/** One picture, or the reason why there is none. */
export type Tile =
  | {
      readonly image: string;
      readonly score: number;
      readonly parts: Readonly<Record<string, number>>;
      readonly bytes: number;
      readonly ms: number;
      readonly findings: readonly FoundFault[];
    }
  | { readonly code: string; readonly message: string; readonly ms: number };

/** What the page shows of a template. */
export interface Card extends Omit<WorkbenchTemplate, 'summary'> {
  readonly about: string;
  readonly version: number | undefined;
  readonly classes: readonly { readonly name: AspectClass; readonly width: number; readonly height: number }[];
}

/** A size that templates can be shown in, instead of one for each class. */
export interface ShownFormat {
  readonly name: FormatName;
  readonly kind: GenerationKind;
  readonly aspect: AspectClass;
  readonly width: number;
  readonly height: number;
}

export interface AskedTile {
  readonly kind: GenerationKind;
  readonly name: string;
  /** A class, or the name of a format. */
  readonly shape: string;
  readonly content: string;
  /** The revision of the session that the page knows; left out: the one of now. */
  readonly revision?: number | undefined;
}

export interface Studio {
  readonly session: Session;
  readonly formats: readonly ShownFormat[];
  readonly render: Workbench['render'];
  cards(): readonly Card[];
  /**
   * Undefined for an unknown template, shape or content. Throws `NoLongerWanted` when the session has changed, or nobody
   * waits for the picture any more.
   */
  tile(asked: AskedTile, caller: AbortSignal): Promise<Tile | undefined>;
  image(sha256: string): Buffer | undefined;
  /** Calls back with all cards whenever a template was saved. Answers a function that ends it. */
  onChange(listener: (cards: readonly Card[]) => void): () => void;
  close(): Promise<void>;
}

export interface StudioOptions {
  readonly templatesDir?: string | undefined;
  readonly seconds?: number;
  readonly vision?: Parameters<typeof openSession>[0];
}

/** Enough for every template in every class twice. */
const MOST_KEPT = 400;
/** The engine draws one picture at a time; meanwhile another can be cropped or encoded. */
const AT_ONCE = 2;

/** Templates, their pictures and their issues, as the files are now. A broken template does not affect the others. */
export async function openStudio({ vision, ...options }: StudioOptions = {}): Promise<Studio> {
  const workbench = await openWorkbench(options);
  const session = await openSession(vision);
  let onBench = await workbench.load();
  const drawings = openDrawings<DrawnMockup>({ atOnce: AT_ONCE, kept: MOST_KEPT });
  const images = new Map<string, Buffer>();
  const listeners = new Set<(cards: readonly Card[]) => void>();
  const cards = () => onBench.map(cardOf);

  const watching = watchTemplates(options.templatesDir, async () => {
    const before = revisions(onBench);
    onBench = await workbench.load();
    if (revisions(onBench) !== before) for (const listener of listeners) listener(cards());
  });

  return {
    session,
    formats: shownFormats(),
    render: workbench.render,
    cards,
    async tile({ kind, name, shape, content, revision }, caller) {
      const found = onBench.find((one) => one.kind === kind && one.name === name);
      const mockup = mockupOf(found, { kind, shape, content });
      if (!found || !mockup) return undefined;
      const now = session.view().revision;
      if (revision !== undefined && revision !== now) throw new NoLongerWanted('Your images have changed since.');
      // What the samples look like is the same before and after something was brought.
      const material = session.isEmpty ? 'samples' : now;
      const key = [kind, name, found.revision, shape, content, material].join(' ');
      const drawn = await drawings.get(key, (signal) => drawOwn(workbench, session, mockup, signal), caller);
      if (!('output' in drawn)) return drawn;
      const { sha256, bytes, score, report } = drawn.output;
      keep(images, sha256, bytes, MOST_KEPT);
      const findings = findingsInWords(report.findings);
      return { image: `/images/${sha256}`, score, parts: report.parts, bytes: bytes.length, ms: drawn.ms, findings };
    },
    image: (sha256) => images.get(sha256),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      watching.close();
      await Promise.all([workbench.close(), session.close()]);
    },
  };
}

function mockupOf(
  found: WorkbenchTemplate | undefined,
  { kind, shape, content: wanted }: Pick<AskedTile, 'kind' | 'shape' | 'content'>,
): Mockup | undefined {
  const content = sampleContents(kind).find((one) => one.name === wanted);
  const format = formatsOf(kind).find(({ name }) => name === shape);
  const aspect = found?.summary?.classes.find((one) => one === (format?.aspect ?? shape));
  if (!found?.summary || !content || !aspect) return undefined;
  return { template: found.summary, aspect, content, format: format?.name ?? formatFor(kind, aspect) };
}

async function drawOwn(workbench: Workbench, session: Session, mockup: Mockup, signal: AbortSignal) {
  if (session.isEmpty) return drawMockup(workbench, mockup, { signal });
  const formats = [mockup.format as FormatChoice];
  return drawMockup(workbench, { ...mockup, own: await session.material(mockup.template.kind, formats) }, { signal });
}

function shownFormats(): ShownFormat[] {
  return GENERATION_KINDS.flatMap(formatsOf).map(({ name, kind, aspect, width, height }) => {
    return { name, kind, aspect, width, height };
  });
}

function cardOf({ summary, ...bench }: WorkbenchTemplate): Card {
  const served = ASPECT_CLASSES.filter((aspect) => summary?.classes.includes(aspect));
  const classes = served.map((name) => {
    const { width, height } = formatOf(formatFor(bench.kind, name), bench.kind);
    return { name, width, height };
  });
  return { ...bench, about: summary?.about ?? '', version: summary?.version, classes };
}

function revisions(onBench: readonly WorkbenchTemplate[]): string {
  return onBench.map(({ kind, name, revision }) => `${kind}/${name}/${revision}`).join();
}
