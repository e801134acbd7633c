export { ANALYSED_FOLDER, type AnalysedSample, analysedSample } from './analysed-sample.ts';
export { type SampleContent, sampleContents } from './contents.ts';
export { IMAGES_FOLDER, photo12, type SampleImage, sampleImages } from './sample-images.ts';
