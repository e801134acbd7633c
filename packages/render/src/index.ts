export { type RenderConfig, renderConfigSchema } from './config.ts';
export type { Finding, Report } from './inspect.ts';
export type { OrderImage, RenderedOutput, RenderOrder } from './order.ts';
export { createRenderer, type Renderer, type TemplateInfo } from './renderer.ts';
