import type { InputPlan } from './model-errands.ts';

/** How a family of networks wants its input. */
export interface Family {
  readonly name: string;
  readonly size: number;
  readonly normalisation: Pick<InputPlan, 'white' | 'mean' | 'std'>;
}

const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

/** As the code that each family was published with feeds it. */
const FAMILIES: readonly (Family & { readonly called: RegExp })[] = [
  {
    name: 'U2-Net',
    called: /u-?2-?net|silueta/i,
    size: 320,
    normalisation: { white: 'brightest', ...IMAGENET },
  },
  {
    name: 'IS-Net',
    called: /is-?net|(^|[^a-z])dis([^a-z]|$)/i,
    size: 1024,
    normalisation: { white: 'byte', mean: [0.5, 0.5, 0.5], std: [1, 1, 1] },
  },
  {
    name: 'BiRefNet',
    called: /birefnet/i,
    size: 1024,
    normalisation: { white: 'byte', ...IMAGENET },
  },
];

/**
 * By the name of the file, or else of the nearest folder that names one: an ONNX file carries no name of its family,
 * and many are called `model.onnx`. An input of 320 pixels is U2-Net's alone.
 */
export function familyOf(path: string, fixedSize: number | undefined): Family | undefined {
  for (const part of path.split(/[/\\]/).reverse()) {
    const named = FAMILIES.find(({ called }) => called.test(part));
    if (named) return named;
  }
  return fixedSize === 320 ? FAMILIES[0] : undefined;
}
