export { type DrawnMockup, drawMockup, formatFor, type Mockup, type OwnMaterial } from './mockup.ts';
export { drawTemplatePicture } from './template-picture.ts';
