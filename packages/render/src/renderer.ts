import type { AspectClass, Fault, GenerationKind } from '@proofsheet/domain';
import { type RenderConfig, renderConfigSchema } from './config.ts';
import { openTypesetter } from './engine/takumi.ts';
import { loadFonts } from './fonts/font-library.ts';
import type { LenientOrder, RenderOrder } from './order.ts';
import type { MissingOutput, RenderedOutput } from './output.ts';
import { renderOrder } from './render-order.ts';
import { drawingProcess, withProcess } from './sandbox/drawing-process.ts';
import { loadOperatorTemplates } from './templates/lint/load-operator-templates.ts';
import { loadTemplates } from './templates/load.ts';

export interface TemplateInfo {
  readonly name: string;
  readonly version: number;
  readonly kind: GenerationKind;
  readonly aspects: readonly AspectClass[];
}

export interface Renderer {
  readonly templates: readonly TemplateInfo[];
  /**
   * Yields the outputs of every variant as soon as all of them are finished; `rankOutputs` puts the best first when all
   * are there. A lenient order also yields what could not be made. The signal is honoured between steps.
   */
  render(order: LenientOrder, options?: { signal?: AbortSignal }): AsyncGenerator<RenderedOutput | MissingOutput>;
  render(order: RenderOrder, options?: { signal?: AbortSignal }): AsyncGenerator<RenderedOutput>;
  /** Ends the process that draws the operator's templates, where one runs. */
  close(): Promise<void>;
}

/**
 * Reads fonts and templates once; the renderer serves any number of orders at the same time. Throws
 * `templates_unusable`, one line for each issue in the operator's folder. `onBroken` hears of every template in it that
 * cannot be drawn, or not in time, also where other templates took its place.
 */
export async function createRenderer(
  options: Partial<RenderConfig> = {},
  { onBroken }: { onBroken?: (fault: Fault) => void } = {},
): Promise<Renderer> {
  const { templatesDir, templateSeconds, templateMemoryMb } = renderConfigSchema.parse(options);
  const operators = templatesDir === undefined ? [] : await loadOperatorTemplates(templatesDir);
  const fonts = await loadFonts();
  const open = async () => {
    const process = drawingProcess({ seconds: templateSeconds, memoryMb: templateMemoryMb, onBroken });
    return { ...withProcess(await openTypesetter(fonts.files), process), close: process.close };
  };
  const typesetter = await open();
  const templates = [...(await loadTemplates()), ...operators];
  const tools = { fonts, templates, typesetter, openTypesetter: open };
  return {
    templates: templates.map(({ name, version, kind, aspects }) => ({ name, version, kind, aspects })),
    render: ((order, options = {}) => renderOrder(tools, order, options.signal)) as Renderer['render'],
    close: typesetter.close,
  };
}
