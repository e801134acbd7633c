import { expect, test } from 'vitest';
import type { Template } from '../templates/manifest.ts';
import { type Candidate, takeMostDifferent } from './candidates.ts';

const candidate = (name: string, more: Partial<Candidate> = {}) =>
  ({
    ...{ template: { name } as Template, scheme: 'deep', flip: false, swap: false, crop: 'usual' },
    ...{ pictures: new Map(), omits: { pictures: 0, copy: 0, offer: 0, foot: 0, images: 0 }, blind: false },
    ...more,
  }) as Candidate;

const taken = (candidates: Candidate[], chosen: Candidate[] = []) =>
  takeMostDifferent(candidates, chosen)?.template.name;

test('of equals the first is taken, but for one of a template that is refused often', () => {
  expect(taken([candidate('panel'), candidate('card')])).toBe('panel');
  expect(taken([candidate('burst'), candidate('card')])).toBe('card');
});

test('a template that is refused often comes before one that was chosen already, and before given words are left out', () => {
  const card = candidate('card');
  expect(taken([{ ...card, flip: true }, candidate('burst')], [card])).toBe('burst');
  const wordless = candidate('panel', { omits: { ...card.omits, copy: 1 } });
  expect(taken([wordless, candidate('burst')])).toBe('burst');
});
