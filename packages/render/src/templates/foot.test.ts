import { expect, test } from 'vitest';
import { addFoot, readFoot } from './foot.ts';
import type { Template } from './manifest.ts';

const template = (foot: 'ground' | 'shade') =>
  ({
    foot,
    slots: {},
    css: { wide: '', square: '', tall: '', strip: '', tower: '' },
    root: { type: 'container' },
  }) as unknown as Template;

test('a foot is in the colours of what the words of its template end on', async () => {
  const foot = await readFoot();
  const [ground, shade] = [addFoot(template('ground'), foot), addFoot(template('shade'), foot)];
  expect(ground.slots.legal?.ink).toBe('ink');
  expect(ground.css.wide).toContain('var(--ground)');
  expect(shade.slots.legal?.ink).toBe('on-shade');
  expect(shade.slots.badge?.ink).toBe('on-accent-on-shade');
  expect(shade.slots.rating).toMatchObject({ ink: 'on-shade', mark: 'mark-on-shade' });
  expect(shade.css.wide).not.toMatch(/var\(--(ground|ink|accent)\)/);
});
