export type { AnalysedImage } from './analyse.ts';
export type { CutByHand } from './by-hand/cut-by-hand.ts';
export { type HandCutter, openHandCutter } from './by-hand/open-hand-cutter.ts';
export { hardenImageLibrary } from './codec/harden.ts';
export { type ImageHeader, readHeader } from './codec/read-header.ts';
export { visionConfigSchema, visionSlice } from './config.ts';
export { openVision, type Vision } from './open-vision.ts';
