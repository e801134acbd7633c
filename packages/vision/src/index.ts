export { type DevelopedImage, developImage } from './develop/develop-image.ts';
export { hardenImageLibrary } from './develop/harden.ts';
export { type ImageHeader, readHeader } from './develop/read-header.ts';
