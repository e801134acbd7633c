export { blankCanvas, blend, type Canvas, luminanceOf, type Overlay, paste, pasteShaped, tint } from './canvas.ts';
export { CLIP_SHAPES, type ClipShape, type RowSpan, spanOf } from './clip-shape.ts';
export { contrastOf, contrastOfLuminances, LINEAR, luminance, type Rgb, rgbOf } from './colour.ts';
export { dilate, dilatedAt, type Mask } from './dilate.ts';
export { type Box, boxAround, clip, type Point } from './geometry.ts';
export { colourDistance, type OklabCurve, oklabOf, writeOklab } from './oklab.ts';
export { randomFrom } from './random.ts';
export { release } from './release.ts';
export { decodeMask, encodeMask, type KeptMask } from './small-mask.ts';
