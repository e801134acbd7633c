import type { AspectClass, GenerationKind } from '@proofsheet/domain';
import { OWN_TEMPLATES, readManifest, type TemplateFolder, templateFolders } from './templates/folders.ts';
import { requireSoundFolder } from './templates/lint/lint-folder.ts';
import { aspectsOf, type Manifest, SUBJECT_POSITIONS, TEXT_SLOTS, type TextSlot } from './templates/manifest.ts';
import { revisionOf } from './templates/revision.ts';

export { catalogSlice } from './config.ts';
export { type AnalysedImage, fitReasons, MISFITS } from './planning/fit-reasons.ts';

/** What a template's manifest says, without drawing anything. */
export interface TemplateSummary {
  readonly name: string;
  readonly kind: GenerationKind;
  readonly version: number;
  readonly about: string;
  /** The aspect classes that it is laid out for. */
  readonly classes: readonly AspectClass[];
  /** The parts of the copy that it cannot do without. */
  readonly needs: Manifest['needs'];
  /** How many subjects it can show side by side. */
  readonly pictures: number;
  /** The images that it shows, and which of them it cannot do without. */
  readonly images: Manifest['images'];
  /** Whether the photograph of its subject may serve as its backdrop. */
  readonly blursOwn: boolean;
  /** The texts that it shows, and `logo` where it shows one. */
  readonly slots: readonly (TextSlot | 'logo')[];
}

/** A template with the name of its content, which changes with every change of its files. */
export interface CatalogTemplate extends TemplateSummary {
  readonly revision: string;
}

/**
 * Every template, the built-in ones and then the operator's. Reads only JSON: listing templates needs neither fonts nor
 * the drawing engine. Throws `templates_unusable`.
 */
export async function readCatalog(templatesDir?: string): Promise<CatalogTemplate[]> {
  const own = await templateFolders(OWN_TEMPLATES);
  const operators = templatesDir === undefined ? [] : await requireSoundFolder(templatesDir, own);
  return Promise.all(
    [...own, ...operators].map(async (folder) => ({
      ...summaryOf(folder, await readManifest(folder)),
      revision: await revisionOf(folder),
    })),
  );
}

/** What it shows by itself; of a loaded template the slots of the shared foot do not count. */
export function summaryOf(
  { name, kind }: Pick<TemplateFolder, 'name' | 'kind'>,
  manifest: Manifest & { readonly footSlots?: ReadonlySet<TextSlot> },
): TemplateSummary {
  const { version, about, slots, logo, needs, images, blursOwn } = manifest;
  const pictures = SUBJECT_POSITIONS.filter((position) => position.some((slot) => images[slot])).length;
  const shown = [
    ...TEXT_SLOTS.filter((slot) => slots[slot] && !manifest.footSlots?.has(slot)),
    ...(logo ? (['logo'] as const) : []),
  ];
  return { name, kind, version, about, classes: aspectsOf(manifest), needs, pictures, images, blursOwn, slots: shown };
}
