export type { BrandFont, BrandFonts } from './brand/brand-fonts.ts';
export { type RenderConfig, renderConfigSchema } from './config.ts';
export type { LenientOrder, MissingOutput, OrderImage, RenderedOutput, RenderOrder, Report } from './order.ts';
export { ranked } from './ranking.ts';
export { createRenderer, type Renderer, type TemplateInfo } from './renderer.ts';
export { proxySuffices } from './resolution.ts';
export { SCORE_PARTS } from './score.ts';
