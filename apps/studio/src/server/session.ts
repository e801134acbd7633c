import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Analysis,
  type AssetRole,
  type Brand,
  type Copy,
  Fault,
  type FormatChoice,
  type GenerationKind,
  LIMITS,
} from '@proofsheet/domain';
import type { OwnMaterial } from '@proofsheet/mockups';
import { type OrderImage, proxySuffices } from '@proofsheet/render';
import { type AnalysedImage, openVision, type Vision } from '@proofsheet/vision';
import sharp from 'sharp';

type VisionConfig = NonNullable<Parameters<typeof openVision>[0]['config']>;

/** What the page shows of an image that was brought. */
export interface SessionImage {
  readonly id: string;
  /** As the file was called: shown, and never used as a path. */
  readonly name: string;
  readonly role: AssetRole;
  readonly guessed: AssetRole;
  readonly width: number;
  readonly height: number;
  /** Whether templates may show it cut out; why not, where the analysis says so. */
  readonly cutout: boolean;
  readonly notes: readonly string[];
}

export interface SessionView {
  /** Changes with everything that changes pictures. */
  readonly revision: number;
  readonly images: readonly SessionImage[];
  readonly copy: Partial<Copy>;
  readonly brand: Brand;
}

/** Images, words and colours that somebody brought, from the first one to the end of the studio. */
export interface Session {
  /** Where the files are. */
  readonly folder: string;
  view(): SessionView;
  /** Whether anything was brought. */
  readonly isEmpty: boolean;
  /** Analyses an image as ingest does. Throws the faults of an upload; the signal ends it. */
  add(bytes: Buffer, name: string, signal: AbortSignal): Promise<SessionImage>;
  /** Throws `not_found`. */
  setRole(id: string, role: AssetRole): void;
  remove(id: string): Promise<void>;
  setWords(words: Pick<SessionView, 'copy' | 'brand'>): void;
  /** Back to the samples: every file is deleted. */
  clear(): Promise<void>;
  /** What templates are filled with. */
  material(kind: GenerationKind, formats: readonly FormatChoice[]): Promise<OwnMaterial>;
  /** A small WebP; undefined for an unknown image. */
  preview(id: string): Buffer | undefined;
  /** Calls back after every change. Answers a function that ends it. */
  onChange(listener: (view: SessionView) => void): () => void;
  close(): Promise<void>;
}

interface Kept extends SessionImage {
  readonly analysis: Analysis;
  readonly preview: Buffer;
  readonly hasProxy: boolean;
}

const PREVIEW_SIDE = 240;
/** Longer names say nothing more. */
const NAME_LENGTH = 80;

/** The files lie in a folder of their own among temporary files, readable by this user only, until `close`. */
export async function openSession(config?: VisionConfig): Promise<Session> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofsheet-studio-'));
  const listeners = new Set<(view: SessionView) => void>();
  const images = new Map<string, Kept>();
  let vision: Promise<Vision> | undefined;
  let words: Pick<SessionView, 'copy' | 'brand'> = { copy: {}, brand: {} };
  let revision = 0;
  let arriving = 0;

  const fileOf = (id: string, what: 'master' | 'proxy' | 'cutout') => path.join(folder, `${id}.${what}`);
  const view = (): SessionView => ({ revision, images: [...images.values()].map(shown), ...words });
  const changed = () => {
    revision++;
    for (const listener of listeners) listener(view());
  };
  const deleteFiles = async (id: string) => {
    for (const what of ['master', 'proxy', 'cutout'] as const) await rm(fileOf(id, what), { force: true });
  };

  return {
    folder,
    view,
    get isEmpty() {
      return images.size === 0 && Object.keys(words.copy).length === 0 && Object.keys(words.brand).length === 0;
    },
    async add(bytes, name, signal) {
      if (images.size + arriving >= LIMITS.generationAssets) throw tooMany();
      arriving++;
      try {
        vision ??= openVision({ threads: 1, ...(config ? { config } : {}) });
        const analysed = await (await vision).analyse(bytes, { signal });
        const kept = await keptOf(analysed, name);
        await writeFile(fileOf(kept.id, 'master'), analysed.master);
        if (analysed.proxy) await writeFile(fileOf(kept.id, 'proxy'), analysed.proxy);
        if (analysed.cutout) await writeFile(fileOf(kept.id, 'cutout'), analysed.cutout.bytes);
        images.set(kept.id, kept);
        changed();
        return shown(kept);
      } finally {
        arriving--;
      }
    },
    setRole(id, role) {
      const image = images.get(id);
      if (!image) throw new Fault('not_found', 'The image was taken away meanwhile.');
      images.set(id, { ...image, role });
      changed();
    },
    async remove(id) {
      if (!images.delete(id)) return;
      changed();
      await deleteFiles(id);
    },
    setWords(given) {
      if (JSON.stringify(given) === JSON.stringify(words)) return;
      words = given;
      changed();
    },
    async clear() {
      const all = [...images.keys()];
      images.clear();
      words = { copy: {}, brand: {} };
      changed();
      for (const id of all) await deleteFiles(id);
    },
    async material(kind, formats) {
      const read = async ({ id, role, analysis, hasProxy, cutout }: Kept): Promise<OrderImage> => {
        const isProxy = hasProxy && proxySuffices(analysis, { kind, formats });
        const bytes = await readFile(fileOf(id, isProxy ? 'proxy' : 'master'));
        const stored = cutout && analysis.cutout?.by !== 'alpha' ? await readFile(fileOf(id, 'cutout')) : undefined;
        return { role, bytes, isProxy, analysis, cutout: stored };
      };
      return { images: await Promise.all([...images.values()].map(read)), ...words };
    },
    preview: (id) => images.get(id)?.preview,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await (await vision)?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function keptOf({ master, proxy, cutout, analysis }: AnalysedImage, name: string): Promise<Kept> {
  const guessed = analysis.seen?.role.is ?? 'BACKGROUND';
  const preview = await sharp(proxy ?? master)
    .resize(PREVIEW_SIDE, PREVIEW_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp()
    .toBuffer();
  return {
    ...{ id: randomUUID(), name: name.slice(0, NAME_LENGTH), role: guessed, guessed, analysis, preview },
    ...{ width: analysis.width, height: analysis.height },
    cutout: cutout !== undefined || (analysis.cutout?.by === 'alpha' && analysis.cutout.usable),
    notes: analysis.findings.map(({ message }) => message),
    hasProxy: proxy !== undefined,
  };
}

function shown({ analysis: _, preview: __, hasProxy: ___, ...image }: Kept): SessionImage {
  return image;
}

function tooMany(): Fault {
  return new Fault(
    'upload_too_many_files',
    `An order takes at most ${LIMITS.generationAssets} images. Take one away first.`,
  );
}
