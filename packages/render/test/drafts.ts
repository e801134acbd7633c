import { type Copy, type Format, type FormatChoice, formatOf, type Scheme } from '@proofsheet/domain';
import { castFor } from '../src/cast.ts';
import { type Composition, compose } from '../src/compose.ts';
import { encode } from '../src/encode.ts';
import { type Inspection, inspect } from '../src/inspect.ts';
import type { Layout } from '../src/layout.ts';
import { loadTemplates } from '../src/load-templates.ts';
import { isLaidOut, layOutFor, type Material } from '../src/material.ts';
import type { OrderImage } from '../src/order.ts';
import { openPhotographs } from '../src/photographs.ts';
import { scoreOf } from '../src/score.ts';
import type { Template } from '../src/templates.ts';
import { type Theme, wardrobeFor } from '../src/theme.ts';
import { typeset } from '../src/type/copy.ts';
import { loadFonts } from '../src/type/fonts.ts';
import { openTypesetter } from '../src/type/takumi.ts';

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
    const cast = castFor(template, images);
    if (!cast) return undefined;
    const pictures = await photographs.show(cast);
    const wardrobe = wardrobeFor({}, images);
    const material: Material = {
      ...{ formats, copy, typesetter, logo: photographs.logo, mediaType: 'image/jpeg' },
      wardrobe: (worn, swap) => theme(wardrobe(worn, swap)),
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
    const layout = await layOutFor(candidate, formats[0] as Format, material);
    return isLaidOut(layout) ? layout : undefined;
  };
  const show = async (layout: Layout, { mends = true } = {}): Promise<Shown> => {
    const composition = await compose(layout, typesetter, { mends });
    const encoded = await encode(composition.canvas, 'image/jpeg', layout.setting.format.maxBytes);
    const inspection = await inspect(layout, composition, encoded, layout.setting.copy);
    return { layout, composition, inspection, score: scoreOf(inspection.parts) };
  };
  return { templates, typesetter, layOut, show };
}
