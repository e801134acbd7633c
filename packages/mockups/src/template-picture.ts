import type { AspectClass, FormatChoice } from '@proofsheet/domain';
import type { TemplateSummary, Workbench } from '@proofsheet/render/workbench';
import { sampleContents } from '@proofsheet/samples';
import { type DrawnMockup, drawMockup } from './mockup.ts';

/** Small enough for a list of them, and large enough to read. */
const SIZES: Readonly<Record<AspectClass, FormatChoice>> = {
  wide: { width: 640, height: 360 },
  square: { width: 480, height: 480 },
  tall: { width: 360, height: 640 },
  strip: { width: 640, height: 160 },
  tower: { width: 160, height: 640 },
};

/**
 * What a template looks like: its first class, with the first sample content that it can show. Where there is none, what
 * the first one was refused for.
 */
export async function drawTemplatePicture(
  renderer: Pick<Workbench, 'render'>,
  template: TemplateSummary,
  options: { readonly signal?: AbortSignal } = {},
): Promise<DrawnMockup> {
  const [aspect = 'wide'] = template.classes;
  let refused: DrawnMockup | undefined;
  for (const content of sampleContents(template.kind)) {
    const drawn = await drawMockup(renderer, { template, aspect, content, format: SIZES[aspect] }, options);
    if ('output' in drawn || drawn.code !== 'no_template_fits') return drawn;
    refused ??= drawn;
  }
  return refused ?? { code: 'no_template_fits', message: 'There is no sample content.', ms: 0 };
}
