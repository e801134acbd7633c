import { SELFIE_SIDE } from './selfie.ts';

/** Likelihoods between which the edge of a person lies. Above one half: what may as well be ground is rarely missed. */
const GROUND_BELOW = 0.45;
const PERSON_ABOVE = 0.65;
/** A hole in a person where the model was this unsure, in the mean, is a badge or a shadow and not a sight of the ground. */
const UNSURE = 0.15;

/**
 * From likelihoods, `SELFIE_SIDE` rows of as many, to shares: whatever the model is undecided about would otherwise show the
 * ground through a coat. Only a narrow edge stays soft, and holes that are no sure ground are closed.
 */
export function decide(likely: Float32Array): Float32Array {
  const shares = likely.map((value) => {
    const level = Math.min(1, Math.max(0, (value - GROUND_BELOW) / (PERSON_ABOVE - GROUND_BELOW)));
    return level * level * (3 - 2 * level);
  });
  for (const hole of holesOf(shares)) {
    const mean = hole.reduce((sum, place) => sum + (likely[place] as number), 0) / hole.length;
    if (mean >= UNSURE) for (const place of hole) shares[place] = 1;
  }
  return shares;
}

/** Places that are not wholly person and from which no way leads to the border but through a person. */
function holesOf(shares: Float32Array): number[][] {
  const seen = new Uint8Array(shares.length);
  const holes: number[][] = [];
  for (let start = 0; start < shares.length; start += 1) {
    if (seen[start] || (shares[start] as number) === 1) continue;
    const { places, touchesBorder } = regionFrom(start, shares, seen);
    if (!touchesBorder) holes.push(places);
  }
  return holes;
}

function regionFrom(start: number, shares: Float32Array, seen: Uint8Array) {
  const places = [start];
  let touchesBorder = false;
  seen[start] = 1;
  const visit = (place: number): void => {
    if (seen[place] || (shares[place] as number) === 1) return;
    seen[place] = 1;
    places.push(place);
  };
  for (let next = 0; next < places.length; next += 1) {
    const place = places[next] as number;
    const x = place % SELFIE_SIDE;
    const y = Math.floor(place / SELFIE_SIDE);
    if (x === 0 || y === 0 || x === SELFIE_SIDE - 1 || y === SELFIE_SIDE - 1) {
      touchesBorder = true;
    }
    if (x > 0) visit(place - 1);
    if (x < SELFIE_SIDE - 1) visit(place + 1);
    if (y > 0) visit(place - SELFIE_SIDE);
    if (y < SELFIE_SIDE - 1) visit(place + SELFIE_SIDE);
  }
  return { places, touchesBorder };
}
