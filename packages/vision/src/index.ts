export type { SeenImage } from './analyse.ts';
export { hardenImageLibrary } from './codec/harden.ts';
export { type ImageHeader, readHeader } from './codec/read-header.ts';
export { type VisionConfig, visionConfigSchema } from './config.ts';
export { type DevelopedImage, developImage } from './develop/develop-image.ts';
export { openVision, type Vision, type VisionOptions } from './open-vision.ts';
