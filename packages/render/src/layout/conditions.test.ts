import { formatOf } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import type { ImageSlot } from '../templates/manifest.ts';
import { conditionsOf } from './conditions.ts';
import type { Setting } from './setting.ts';

interface Given {
  readonly pictures?: Partial<Record<ImageSlot, readonly [width: number, height: number, needed?: number]>>;
  readonly headline?: string;
  readonly labels?: boolean;
  readonly offer?: 'rating' | 'badge';
}

function conditions({ pictures = {}, headline = 'Stay', labels = false, offer }: Given): ReadonlySet<string> {
  const words = headline.split(' ').map((text) => ({ text }));
  const sizes = Object.entries(pictures).map(([slot, [width, height, needed]]) => {
    const subject = needed && { x: 0, y: 0, width: needed, height: 10 };
    return [slot, { width, height, subject, heads: [], company: [], spots: [] }] as const;
  });
  return conditionsOf({
    copy: {
      slots: new Map([
        ['headline', words],
        ...(labels ? [['label-1', words] as const] : []),
        ...(offer ? [[offer, words] as const] : []),
      ]),
    },
    ...{ pictures: new Map(sizes), format: formatOf('square', 'AD'), flip: false, bleeds: false, darkPhoto: false },
    template: { footSlots: new Set(['rating', 'badge']), ownQr: false },
  } as unknown as Setting);
}

test('photographs are lying where all are wider than high, whatever the backdrop is; cut-outs never are', () => {
  expect(conditions({ pictures: { photo: [150, 100], 'photo-2': [120, 100], backdrop: [50, 100] } })).toContain(
    'lying',
  );
  expect(conditions({ pictures: { photo: [150, 100], 'photo-2': [110, 100] } })).not.toContain('lying');
  expect(conditions({ pictures: { cutout: [150, 100] } })).not.toContain('lying');
  expect(conditions({ pictures: { backdrop: [150, 100] } })).not.toContain('lying');
});

test('a photograph is long from nearly twice its height on', () => {
  expect(conditions({ pictures: { photo: [190, 100] } })).toContain('long');
  expect(conditions({ pictures: { photo: [178, 100] } })).not.toContain('long');
});

test('a photograph is broad where what it has to show is wider than a square of its height', () => {
  expect(conditions({ pictures: { photo: [150, 100, 120] } })).toContain('broad');
  expect(conditions({ pictures: { photo: [150, 100, 100] } })).not.toContain('broad');
  expect(conditions({ pictures: { photo: [150, 100], backdrop: [150, 100, 120] } })).not.toContain('broad');
  expect(conditions({ pictures: { cutout: [150, 100, 120] } })).not.toContain('broad');
});

test('a photograph lies beside where it is wider than high and not the first', () => {
  expect(conditions({ pictures: { photo: [100, 150], 'photo-3': [150, 100] } })).toContain('lying-beside');
  expect(conditions({ pictures: { photo: [150, 100], 'photo-2': [100, 150] } })).not.toContain('lying-beside');
  expect(conditions({ pictures: { photo: [100, 150], 'cutout-2': [150, 100] } })).not.toContain('lying-beside');
});

test.each([['Phone vs Camera'], ['Hund gegen Katze'], ['VERSUS'], ['هاتف مقابل كاميرا'], ['Кот против пса']])(
  '"%s" sets two things against each other',
  (headline) => {
    expect(conditions({ headline })).toContain('against');
  },
);

test('labels set two things against each other, and a word that only begins like one does not', () => {
  expect(conditions({ headline: 'Phone or camera', labels: true })).toContain('against');
  expect(conditions({ headline: 'Versuche von gestern' })).not.toContain('against');
});

test('parts of an offer stand in a foot, a badge alone does not', () => {
  expect(conditions({ offer: 'rating' })).toContain('foot');
  expect(conditions({ offer: 'badge' })).not.toContain('foot');
  expect(conditions({})).not.toContain('foot');
});
