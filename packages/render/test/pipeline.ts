import {
  type Brand,
  type Copy,
  type Finding,
  type Format,
  type FormatChoice,
  formatOf,
  type Scheme,
} from '@proofsheet/domain';
import { release } from '@proofsheet/raster';
import { type Composition, compose } from '../src/compose/compose.ts';
import { type EncodedImage, encode } from '../src/encode/encode.ts';
import { openTypesetter } from '../src/engine/takumi.ts';
import { loadFonts } from '../src/fonts/font-library.ts';
import type { OrderImage } from '../src/images/order-image.ts';
import { openPhotographs, type Photographs } from '../src/images/photographs.ts';
import { compositionFindings } from '../src/inspect/findings.ts';
import { type Inspection, inspect } from '../src/inspect/inspect.ts';
import { scoreOf } from '../src/inspect/score.ts';
import type { Layout } from '../src/layout/layers.ts';
import type { Theme } from '../src/layout/theme.ts';
import { themesFor } from '../src/layout/themes.ts';
import type { Candidate } from '../src/planning/candidates.ts';
import { templateFits } from '../src/planning/template-fit.ts';
import { loadTemplates } from '../src/templates/load.ts';
import type { Template } from '../src/templates/manifest.ts';
import type { BrandFonts } from '../src/text/brand-fonts.ts';
import { typeset } from '../src/text/copy.ts';
import { isLaidOut, layOutCandidate, type VariantContext } from '../src/variants/lay-out-candidate.ts';

/** What one picture is made from, chosen by a test instead of the planner. */
export interface PictureSpec {
  readonly template: Template;
  readonly format: FormatChoice;
  readonly copy: Copy;
  readonly images: readonly OrderImage[];
  readonly brandFonts?: BrandFonts;
  readonly brand?: Brand;
  readonly scheme?: Scheme;
  /** Changes the theme that the template would have. */
  readonly theme?: (theme: Theme) => Theme;
}

export interface ComposedPicture {
  readonly layout: Layout;
  readonly composition: Composition;
  readonly encoded: EncodedImage;
}

export interface FinishedPicture extends ComposedPicture {
  readonly inspection: Inspection;
  readonly score: number;
}

/** The pipeline from a template to an inspected picture, without the planner, which would avoid bad pictures. */
export async function openPipeline() {
  const fonts = await loadFonts();
  const typesetter = await openTypesetter(fonts.files);
  const templates = await loadTemplates();
  const decoded = new Map<readonly OrderImage[], Map<string, Photographs>>();

  /** The same images are decoded once for each format, however many pictures are made of them. */
  const photographsFor = (images: readonly OrderImage[], format: Format): Photographs => {
    const byFormat = decoded.get(images) ?? new Map<string, Photographs>();
    const photographs = byFormat.get(format.name) ?? openPhotographs(images, { formats: [format], once: false });
    decoded.set(images, byFormat.set(format.name, photographs));
    return photographs;
  };

  /** Undefined where the template cannot show the images, or a text does not fit. */
  const layOut = async (spec: PictureSpec): Promise<Layout | undefined> => {
    const { template, images, scheme = template.schemes[0] as Scheme, theme = (same) => same } = spec;
    const format = formatOf(spec.format, template.kind);
    const copy = await typeset(spec.copy, fonts, spec.brandFonts);
    await typesetter.register(copy.fonts.files);
    const photographs = photographsFor(images, format);
    const [fit] = await templateFits([template], copy, images, photographs, [format]);
    if (!fit) return undefined;
    const themes = themesFor(spec.brand ?? {}, images, 1);
    const context: VariantContext = {
      ...{ formats: [format], copy, typesetter, logos: photographs.logos, mediaType: 'image/jpeg', seed: 1 },
      themes: (named, swap) => theme(themes(named, swap)),
    };
    const candidate: Candidate = { ...fit, scheme, flip: false, swap: false, crop: 'usual' };
    const layout = await layOutCandidate(candidate, format, context);
    return isLaidOut(layout) ? layout : undefined;
  };

  const finish = async (layout: Layout, { fixes = true } = {}): Promise<FinishedPicture> => {
    const composition = await compose(layout, typesetter, { fixes });
    const encoded = await encode(composition.canvas, 'image/jpeg', layout.setting.format.maxBytes);
    return inspectPicture({ layout, composition, encoded });
  };

  /** The pixels, and what they show to be wrong, without a file of them. */
  const composed = async (layout: Layout, { fixes = true } = {}) => {
    const composition = await compose(layout, typesetter, { fixes });
    return { composition, findings: compositionFindings(layout, composition) };
  };

  const findingsOf = async (layout: Layout): Promise<Finding[]> => {
    const { composition, findings } = await composed(layout);
    release(composition.canvas.data);
    return findings;
  };

  return { templates, layOut, finish, composed, findingsOf };
}

export type Pipeline = Awaited<ReturnType<typeof openPipeline>>;

export async function inspectPicture(picture: ComposedPicture): Promise<FinishedPicture> {
  const { layout, composition, encoded } = picture;
  const composed = compositionFindings(layout, composition);
  const inspection = await inspect(layout, composition, encoded, { copy: layout.setting.copy, composed });
  return { ...picture, inspection, score: scoreOf(inspection.parts) };
}
