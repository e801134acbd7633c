export { type RenderConfig, renderConfigSchema, renderSlice } from './config.ts';
export type { OrderImage } from './images/order-image.ts';
export { proxySuffices } from './images/resolution.ts';
export { SCORE_PARTS, SCORE_WEIGHTS } from './inspect/score.ts';
export type { LenientOrder, RenderOrder } from './order.ts';
export type { MissingOutput, RenderedOutput, Report } from './output.ts';
export { rankOutputs } from './rank-outputs.ts';
export { createRenderer, type Renderer, type TemplateInfo } from './renderer.ts';
export type { BrandFont, BrandFonts } from './text/brand-fonts.ts';
