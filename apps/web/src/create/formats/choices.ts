import type { Format, Formats, GenerationKind, GenerationRequest } from '@proofsheet/client';

type Requested = NonNullable<GenerationRequest['formats']>[number];
export type CustomSize = Exclude<Requested, string>;
/** A format by its name, or a size of one's own. */
export type FormatChoice = Format['name'] | CustomSize;

/** What is shown of a format, or of a size of one's own. */
export interface Shape extends Pick<Format, 'width' | 'height' | 'reserved'> {
  readonly name: string;
}

/** As outputs name it. */
export function nameOf(choice: FormatChoice): string {
  return typeof choice === 'string' ? choice : `custom-${choice.width}x${choice.height}`;
}

/** The formats of a kind, those of `standard` where nobody has chosen. */
export function chosenOf(
  formats: Formats,
  kind: GenerationKind,
  chosen: readonly FormatChoice[] | undefined,
): readonly FormatChoice[] {
  return chosen ?? presetOf(formats, kind, 'standard');
}

export function presetOf({ presets }: Formats, kind: GenerationKind, name: string): Format['name'][] {
  return presets.find((preset) => preset.kind === kind && preset.name === name)?.formats ?? [];
}

/** In the order of the list, whichever was chosen first; sizes of one's own at the end. */
export function inOrder({ formats }: Formats, choices: Iterable<FormatChoice>): FormatChoice[] {
  const byName = new Map([...choices].map((choice) => [nameOf(choice), choice]));
  const listed = formats.flatMap(({ name }) => (byName.delete(name) ? [name] : []));
  return [...listed, ...byName.values()];
}

export function shapeOf({ formats }: Formats, choice: FormatChoice): Shape | undefined {
  if (typeof choice === 'string') return formats.find(({ name }) => name === choice);
  return { ...choice, name: nameOf(choice), reserved: [] };
}
