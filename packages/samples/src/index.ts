export { ANALYSED_FOLDER, type AnalysedSample, analysedSample } from './analysed-sample.ts';
export type { SampleContent } from './contents/sample-content.ts';
export { sampleContents } from './contents/sample-contents.ts';
export { IMAGES_FOLDER, photo12, type SampleImage, sampleImages } from './sample-images.ts';
