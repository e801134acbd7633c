export { ANALYSED_FOLDER, type AnalysedSample, analysedImages, analysedSample } from './analysed-sample.ts';
export { hardContents } from './contents/hard.ts';
export type { SampleContent } from './contents/sample-content.ts';
export { sampleContents } from './contents/sample-contents.ts';
export { HARD_FOLDER, type HardScene, hardScenes, opaqueLogos } from './hard-scenes.ts';
export { IMAGES_FOLDER, photo12, type SampleImage, sampleImages } from './sample-images.ts';
