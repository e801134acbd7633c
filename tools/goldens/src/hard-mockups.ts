import type { AspectClass, GenerationKind } from '@proofsheet/domain';
import type { Mockup } from '@proofsheet/mockups';
import type { TemplateSummary } from '@proofsheet/render/workbench';
import { hardContents } from '@proofsheet/samples';

/** Which templates show a hard scene in a golden picture, and in which class: chosen so that each shape meets each kind. */
const SHOWN: Readonly<Record<string, readonly `${'thumbnail' | 'ad'}/${string} ${AspectClass}`[]>> = {
  chair: ['thumbnail/split wide', 'ad/hero wide', 'ad/cover square', 'ad/panel tower'],
  shoe: ['thumbnail/plates wide', 'ad/burst square', 'ad/frame tall', 'ad/tag strip'],
  bottle: ['thumbnail/fade wide', 'ad/field square', 'ad/card tower', 'ad/minimal wide'],
  camera: ['thumbnail/price wide', 'ad/tag square', 'ad/cover wide', 'ad/features square'],
  jug: ['thumbnail/quote wide', 'ad/frame square', 'ad/minimal strip', 'ad/panel tall'],
  dogs: ['thumbnail/bleed wide', 'ad/cover tall', 'ad/sale square', 'ad/panel strip'],
  group: ['thumbnail/circle wide', 'ad/testimonial wide', 'ad/panel tower', 'ad/cover square'],
  car: ['thumbnail/callout wide', 'ad/frame square', 'ad/tag tall', 'ad/card strip'],
  dancer: ['thumbnail/spotlight wide', 'ad/field tower', 'ad/hero square', 'ad/cover strip'],
  screenshot: ['thumbnail/horizon wide', 'ad/app square', 'ad/app wide', 'ad/frame tower'],
};

/** How many golden pictures the hard scenes have. */
export const HARD_COUNT = Object.values(SHOWN).flat().length;

/** The golden pictures of the hard scenes, as far as their templates are among those given. */
export function hardMockups(templates: readonly TemplateSummary[]): Mockup[] {
  return Object.entries(SHOWN).flatMap(([scene, shown]) =>
    shown
      .map((place) => placeOf(place, scene))
      .flatMap(({ kind, name, aspect, content }): Mockup[] => {
        const template = templates.find((one) => one.kind === kind && one.name === name);
        return template ? [{ template, aspect, content }] : [];
      }),
  );
}

function placeOf(place: string, scene: string) {
  const [address = '', aspect] = place.split(' ');
  const [folder, name] = address.split('/');
  const kind: GenerationKind = folder === 'ad' ? 'AD' : 'THUMBNAIL';
  const content = hardContents(kind).find((one) => one.name === scene);
  if (!content) throw new Error(`there is no hard scene ${scene}`);
  return { kind, name, aspect: aspect as AspectClass, content };
}
