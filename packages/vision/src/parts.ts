/** The steps of seeing one by one, for whoever measures them. Everybody else calls `Vision.see`. */

export { decode } from './codec/decode.ts';
export { plainGroundMask } from './cutout/plain-ground.ts';
export { cleanEdges } from './matte/clean-edges.ts';
export { findFaces } from './people/find-faces.ts';
export { personMask } from './people/person-mask.ts';
export { workCopy } from './planes/pixels.ts';
