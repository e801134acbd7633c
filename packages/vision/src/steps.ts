/** The steps of an analysis one by one, for the benchmarks that measure them. Everyone else calls `Vision.analyse`. */
export { decode } from './codec/decode.ts';
export { plainGroundMask } from './cutout/plain-ground.ts';
export { cleanEdges } from './matte/clean-edges.ts';
export { findFaces } from './people/find-faces.ts';
export { personMask } from './people/person-mask.ts';
export { workCopy } from './planes/pixels.ts';
