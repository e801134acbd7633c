import { type Copy, type Format, type FormatChoice, formatOf, type Scheme } from '@proofsheet/domain';
import { type Composition, compose } from '../src/compose/compose.ts';
import { encode } from '../src/encode/encode.ts';
import { openTypesetter } from '../src/engine/takumi.ts';
import { loadFonts } from '../src/fonts/font-library.ts';
import type { OrderImage } from '../src/images/order-image.ts';
import { openPhotographs } from '../src/images/photographs.ts';
import { compositionFindings } from '../src/inspect/findings.ts';
import { type Inspection, inspect } from '../src/inspect/inspect.ts';
import { scoreOf } from '../src/inspect/score.ts';
import type { Layout } from '../src/layout/layers.ts';
import { type Theme, themesFor } from '../src/layout/theme.ts';
import { assignImages } from '../src/planning/assign-images.ts';
import { loadTemplates } from '../src/templates/load.ts';
import type { Template } from '../src/templates/manifest.ts';
import { typeset } from '../src/text/copy.ts';
import { isLaidOut, layOutCandidate, type VariantContext } from '../src/variants/lay-out-candidate.ts';

/** What one picture is made of, below the planner: tests change any part of it. */
export interface Sitting {
  readonly template: Template;
  readonly format: FormatChoice;
  readonly copy: Copy;
  readonly images: readonly OrderImage[];
  readonly scheme?: Scheme;
  readonly theme?: (theme: Theme) => Theme;
}

export interface Shown {
  readonly layout: Layout;
  readonly composition: Composition;
  readonly inspection: Inspection;
  readonly score: number;
}

/** The pipeline from a template to an inspected picture, without a planner that would avoid what is bad. */
export async function openDarkroom() {
  const fonts = await loadFonts();
  const typesetter = await openTypesetter(fonts.files);
  const templates = await loadTemplates();
  const layOut = async (sitting: Sitting): Promise<Layout | undefined> => {
    const { template, images, scheme = template.schemes[0] as Scheme, theme = (same) => same } = sitting;
    const formats: Format[] = [formatOf(sitting.format, template.kind)];
    const copy = await typeset(sitting.copy, fonts);
    await typesetter.register(copy.fonts.files);
    const photographs = openPhotographs(images, { formats, once: false });
    const cast = assignImages(template, images);
    if (!cast) return undefined;
    const pictures = await photographs.show(cast);
    const wardrobe = themesFor({}, images);
    const material: VariantContext = {
      ...{ formats, copy, typesetter, logo: photographs.logo, mediaType: 'image/jpeg' },
      themes: (worn, swap) => theme(wardrobe(worn, swap)),
    };
    const candidate = {
      template,
      scheme,
      flip: false,
      swap: false,
      crop: 'usual',
      pictures,
      omits: { pictures: 0, copy: 0 },
      blind: false,
    } as const;
    const layout = await layOutCandidate(candidate, formats[0] as Format, material);
    return isLaidOut(layout) ? layout : undefined;
  };
  const show = async (layout: Layout, { fixes = true } = {}): Promise<Shown> => {
    const composition = await compose(layout, typesetter, { fixes });
    const encoded = await encode(composition.canvas, 'image/jpeg', layout.setting.format.maxBytes);
    const inspection = await inspect(layout, composition, encoded, {
      copy: layout.setting.copy,
      composed: compositionFindings(layout, composition),
    });
    return { layout, composition, inspection, score: scoreOf(inspection.parts) };
  };
  return { templates, typesetter, layOut, show };
}
