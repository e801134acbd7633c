/** The steps of seeing one by one, for whoever measures them. Everybody else calls `Vision.see`. */
export { cleanEdges } from './cutout/clean-edges.ts';
export { plainGroundMask } from './cutout/plain-ground.ts';
export { decode } from './develop/decode.ts';
export { workCopy } from './develop/pixels.ts';
export { findFaces } from './people/faces.ts';
export { personMask } from './people/person-mask.ts';
