export { type VisionConfig, visionConfigSchema } from './config.ts';
export { type DevelopedImage, developImage } from './develop/develop-image.ts';
export { hardenImageLibrary } from './develop/harden.ts';
export { type ImageHeader, readHeader } from './develop/read-header.ts';
export { openVision, type Vision, type VisionOptions } from './open-vision.ts';
export type { SeenImage } from './see.ts';
