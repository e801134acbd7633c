import { type Finding, finding, formatOf } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import type { Layout } from '../layout/layers.ts';
import type { Candidate } from '../planning/candidates.ts';
import type { CandidatePool } from './candidate-pool.ts';
import { composeVariants, type MakePicture, type Picture } from './compose-variants.ts';
import { type Drawbacks, weightOf } from './drawbacks.ts';
import type { LaidOutCandidate } from './lay-out-candidate.ts';

const format = formatOf('youtube-thumbnail', 'THUMBNAIL');
const warning = finding('subject_cut', 0.2, 'A fifth is out of the picture.');
const error = finding('text_hidden', 0.6, 'The subject hides the headline.');

function candidate(name: string): Candidate {
  const template = { name, needs: [] as const } as unknown as Candidate['template'];
  return {
    ...{ template, scheme: 'deep', flip: false, swap: false, crop: 'usual', pictures: new Map(), blind: false },
    omits: { pictures: 0, copy: 0, images: 0, offer: 0, foot: 0 },
  };
}

function laidOut(of: Candidate): LaidOutCandidate {
  const setting = { template: of.template, format, pictures: new Map(), omits: of.omits };
  return { candidate: of, layouts: [{ setting, layers: [], headline: [] } as unknown as Layout], sketch: undefined };
}

/** All have been set aside, with what was seen of them before they were given up. */
function poolOf(known: readonly { candidate: Candidate; findings: readonly Finding[] }[]): CandidatePool {
  const left = known.map(({ findings, ...one }) => ({ ...one, findings, lost: 0 }));
  const lightest = () => left.toSorted((one, other) => weightOf(one, 1) - weightOf(other, 1))[0];
  return {
    next: async () => undefined,
    async nextBest() {
      const best = lightest();
      if (!best) return undefined;
      left.splice(left.indexOf(best), 1);
      return laidOut(best.candidate);
    },
    setAside: (one, { findings, lost }) => void left.push({ candidate: one, findings, lost }),
    isBest: (one, drawbacks: Drawbacks) => {
      const best = lightest();
      return !best || weightOf({ candidate: one, ...drawbacks }, 1) <= weightOf(best, 1);
    },
    ...{ refuse: () => {}, dismiss: () => {}, failures: [], refusals: [] },
  };
}

test('what turns out worse than it was taken for gives way to what has fewer faults', async () => {
  const pool = poolOf([
    { candidate: candidate('given-up-early'), findings: [warning] },
    { candidate: candidate('seen-in-full'), findings: [warning, warning] },
  ]);
  const encoded: string[] = [];
  const makePicture: MakePicture = async (layout, isWanted) => {
    const { name } = layout.setting.template;
    const findings = name === 'given-up-early' ? [warning, error] : [warning, warning];
    if (!isWanted(findings)) return { findings };
    encoded.push(name);
    return { findings, picture: { layout } as Picture };
  };
  const terms = { count: 1, strict: false, lenient: false };
  const context = { formats: [format], copy: {} as never };
  const [only] = await Array.fromAsync(composeVariants(pool, makePicture, terms, context));
  expect(only?.made?.recipe.template).toBe('seen-in-full');
  expect(encoded).toEqual(['seen-in-full']);
});
