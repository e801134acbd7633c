import { SELFIE_SIDE } from './selfie.ts';

/**
 * Likelihoods between which the edge of a person lies. Their middle is above one half: what may as well be ground is
 * ground.
 */
const GROUND_BELOW = 0.45;
const PERSON_ABOVE = 0.65;
/** Mean likelihood from which a hole in a person is a badge or a shadow, not ground that shows through. */
const UNSURE = 0.15;

/**
 * Turns likelihoods, `SELFIE_SIDE` rows of as many, into shares of person. Left undecided, a coat would let the ground
 * show through: only a narrow edge stays soft, and holes that are not clearly ground are closed.
 */
export function decide(likely: Float32Array): Float32Array {
  const shares = likely.map((value) => {
    const level = Math.min(1, Math.max(0, (value - GROUND_BELOW) / (PERSON_ABOVE - GROUND_BELOW)));
    return level * level * (3 - 2 * level);
  });
  for (const hole of holesOf(shares)) {
    const mean = hole.reduce((sum, cell) => sum + (likely[cell] as number), 0) / hole.length;
    if (mean >= UNSURE) for (const cell of hole) shares[cell] = 1;
  }
  return shares;
}

/** The areas of cells that are not wholly person and that person surrounds on all sides. */
function holesOf(shares: Float32Array): number[][] {
  const visited = new Uint8Array(shares.length);
  const holes: number[][] = [];
  for (let start = 0; start < shares.length; start += 1) {
    if (visited[start] || (shares[start] as number) === 1) continue;
    const { cells, touchesBorder } = areaFrom(start, shares, visited);
    if (!touchesBorder) holes.push(cells);
  }
  return holes;
}

function areaFrom(start: number, shares: Float32Array, visited: Uint8Array) {
  const cells = [start];
  let touchesBorder = false;
  visited[start] = 1;
  const visit = (cell: number): void => {
    if (visited[cell] || (shares[cell] as number) === 1) return;
    visited[cell] = 1;
    cells.push(cell);
  };
  for (let next = 0; next < cells.length; next += 1) {
    const cell = cells[next] as number;
    const x = cell % SELFIE_SIDE;
    const y = Math.floor(cell / SELFIE_SIDE);
    if (x === 0 || y === 0 || x === SELFIE_SIDE - 1 || y === SELFIE_SIDE - 1) touchesBorder = true;
    if (x > 0) visit(cell - 1);
    if (x < SELFIE_SIDE - 1) visit(cell + 1);
    if (y > 0) visit(cell - SELFIE_SIDE);
    if (y < SELFIE_SIDE - 1) visit(cell + SELFIE_SIDE);
  }
  return { cells, touchesBorder };
}
