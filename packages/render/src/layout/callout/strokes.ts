import type { Box, Point } from '@proofsheet/raster';
import { type Arrow, alongArrow, type Ring } from './pointer.ts';

/** A line through all of its points, drawn without lifting the pen. */
export type Stroke = readonly Point[];

/** A ring as a right hand draws it: from near the top a little more than once around, swelling outwards. */
export function ringStroke({ middle, across, down }: Ring): Stroke {
  const POINTS = 26;
  return Array.from({ length: POINTS + 1 }, (_, at) => {
    const turned = at / POINTS;
    const angle = -1.9 + turned * 6.95;
    const swell = 0.985 + turned * 0.085 + Math.sin(angle * 2 + 0.6) * 0.012;
    const [x, y] = [Math.cos(angle) * across * swell, Math.sin(angle) * down * swell];
    return { x: middle.x + x * TILT.cos - y * TILT.sin, y: middle.y + x * TILT.sin + y * TILT.cos };
  });
}

const TILT = { cos: Math.cos(-0.1), sin: Math.sin(-0.1) };

/** Half the angle between the two barbs. */
const BARB_ANGLE = 0.58;

/** The shaft and both barbs; `barb` is their length. */
export function arrowStrokes(arrow: Arrow, barb: number): Stroke[] {
  const shaft = Array.from({ length: 9 }, (_, at) => alongArrow(arrow, at / 8));
  const { bend, tip } = arrow;
  const back = Math.atan2(bend.y - tip.y, bend.x - tip.x);
  const barbs = [BARB_ANGLE, -BARB_ANGLE].map((turn, at) => {
    const length = barb * (at === 0 ? 1 : 0.9);
    return { x: tip.x + Math.cos(back + turn) * length, y: tip.y + Math.sin(back + turn) * length };
  });
  return [shaft, [barbs[0] as Point, tip, barbs[1] as Point]];
}

/** The strokes as SVG, moved so that the window's corner is its origin. */
export function svgOf(
  strokes: readonly Stroke[],
  window: Box,
  layers: readonly { colour: string; width: number }[],
): string {
  const paths = strokes.map((stroke) => pathOf(stroke.map(({ x, y }) => ({ x: x - window.x, y: y - window.y }))));
  const drawn = layers.map(
    ({ colour, width }) =>
      `<g fill="none" stroke="${colour}" stroke-width="${width.toFixed(2)}" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g>`,
  );
  const size = `width="${window.width}" height="${window.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${window.width} ${window.height}">${drawn.join('')}</svg>`;
}

/** A smooth curve through the points (Catmull-Rom as Bézier curves). Three points are an arrowhead, with a corner. */
function pathOf(points: Stroke): string {
  const spot = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  if (points.length <= 3) return `<path d="M${points.map(spot).join('L')}"/>`;
  const at = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))] as Point;
  const curves = points.slice(1).map((to, index) => {
    const [before, from, after] = [at(index - 1), at(index), at(index + 2)];
    const first = { x: from.x + (to.x - before.x) / 6, y: from.y + (to.y - before.y) / 6 };
    const second = { x: to.x - (after.x - from.x) / 6, y: to.y - (after.y - from.y) / 6 };
    return `C${spot(first)} ${spot(second)} ${spot(to)}`;
  });
  return `<path d="M${spot(at(0))}${curves.join('')}"/>`;
}
