import { ASPECT_CLASSES, type AspectClass, formatOf, type GenerationKind } from '@proofsheet/domain';
import { type DrawnMockup, drawMockup, formatFor } from '@proofsheet/mockups';
import { openWorkbench, type WorkbenchTemplate } from '@proofsheet/render/workbench';
import { sampleContents } from '@proofsheet/samples';
import { limitConcurrency } from './concurrency-limit.ts';
import { watchTemplates } from './watch-templates.ts';

/** One picture, or the reason why there is none. */
export type Tile =
  | {
      readonly image: string;
      readonly score: number;
      readonly bytes: number;
      readonly ms: number;
      readonly findings: readonly { readonly code: string; readonly message: string; readonly severity?: string }[];
    }
  | { readonly code: string; readonly message: string; readonly ms: number };

/** What the page shows of a template. */
export interface Card extends Omit<WorkbenchTemplate, 'summary'> {
  readonly about: string;
  readonly version: number | undefined;
  readonly classes: readonly { readonly name: AspectClass; readonly width: number; readonly height: number }[];
}

export interface Studio {
  cards(): readonly Card[];
  /** Undefined for an unknown template, class or content. Throws `NoLongerWanted` when nobody waits for it any more. */
  tile(
    asked: { kind: GenerationKind; name: string; aspect: string; content: string },
    wanted: () => boolean,
  ): Promise<Tile | undefined>;
  image(sha256: string): Buffer | undefined;
  /** Calls back with all cards whenever a template was saved. Answers a function that ends it. */
  onChange(listener: (cards: readonly Card[]) => void): () => void;
  close(): Promise<void>;
}

/** Enough for every template in every class twice. */
const MOST_KEPT = 400;
/** The engine draws one picture at a time; meanwhile another can be cropped or encoded. */
const AT_ONCE = 2;

/** Templates, their pictures and their issues, as the files are now. A broken template does not affect the others. */
export async function openStudio(
  options: { templatesDir?: string | undefined; seconds?: number } = {},
): Promise<Studio> {
  const workbench = await openWorkbench(options);
  let onBench = await workbench.load();
  const mockups = new Map<string, Promise<DrawnMockup>>();
  const images = new Map<string, Buffer>();
  const listeners = new Set<(cards: readonly Card[]) => void>();
  const limited = limitConcurrency(AT_ONCE);
  const cards = () => onBench.map(cardOf);

  const watching = watchTemplates(options.templatesDir, async () => {
    const before = revisions(onBench);
    onBench = await workbench.load();
    if (revisions(onBench) !== before) for (const listener of listeners) listener(cards());
  });

  return {
    cards,
    async tile({ kind, name, aspect, content: wantedContent }, wanted) {
      const found = onBench.find((one) => one.kind === kind && one.name === name);
      const content = sampleContents(kind).find((one) => one.name === wantedContent);
      const template = found?.summary;
      const wantedClass = template?.classes.find((one) => one === aspect);
      if (!found || !content || !template || !wantedClass) return undefined;
      const key = [kind, name, found.revision, aspect, wantedContent].join(' ');
      const drawing =
        mockups.get(key) ?? limited(() => drawMockup(workbench, { template, aspect: wantedClass, content }), wanted);
      keep(mockups, key, drawing);
      drawing.catch(() => mockups.delete(key));
      const drawn = await drawing;
      if (!('output' in drawn)) return drawn;
      const { sha256, bytes, score, report } = drawn.output;
      keep(images, sha256, bytes);
      return { image: `/images/${sha256}`, score, bytes: bytes.length, ms: drawn.ms, findings: report.findings };
    },
    image: (sha256) => images.get(sha256),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      watching.close();
      await workbench.close();
    },
  };
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

/** Keeps at most MOST_KEPT: the one that was asked for longest ago goes. */
function keep<T>(kept: Map<string, T>, key: string, value: T): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) return;
    kept.delete(oldest);
  }
}
