export { type DevelopedImage, developImage } from './develop-image.ts';
export { hardenImageLibrary } from './harden.ts';
export { type ImageHeader, readHeader } from './read-header.ts';
