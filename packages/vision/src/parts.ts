/** The steps of seeing one by one, for whoever measures them. Everybody else calls `Vision.see`. */
export { plainGroundMask } from './cutout/plain-ground.ts';
export { decode } from './develop/decode.ts';
export { workCopy } from './develop/pixels.ts';
