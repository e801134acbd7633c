import type { AspectClass } from '@proofsheet/domain';
import type { MeasuredNode, Node } from '../engine/takumi.ts';
import { FOOT_CLASS } from '../templates/foot.ts';
import type { TextSlot } from '../templates/manifest.ts';
import { hasBadgeApart } from './apart-badge.ts';
import { boundsOf, pairs } from './measured-boxes.ts';
import type { Setting } from './setting.ts';
import { without } from './text-boxes.ts';

/** The most of a frame's height that a foot may take: the picture is the ad. */
export const MOST_FOOT: Readonly<Record<AspectClass, number>> = {
  wide: 0.36,
  square: 0.34,
  tall: 0.34,
  tower: 0.36,
  strip: 0.3,
};

/** In whole pixels; 0 without a foot. */
export function heightOfFoot(root: Node, measured: MeasuredNode): number {
  const [foot] = [...pairs(root, measured)].filter(([node]) => node.className === FOOT_CLASS);
  return foot ? boundsOf(foot[1]).height : 0;
}

/** How large each picture's room is, in square pixels, by its slot. */
export type PictureAreas = ReadonlyMap<string, number>;

export function areasOfPictures(root: Node, measured: MeasuredNode): PictureAreas {
  return new Map(
    [...pairs(root, measured)].flatMap(([{ attributes }, { width, height }]) => {
      const slot = attributes?.['data-image'];
      return slot === undefined ? [] : [[slot, Math.max(0, width) * Math.max(0, height)] as const];
    }),
  );
}

/** The share of its room that a foot has to leave to every picture. */
const LEFT_TO_PICTURES = 0.5;

export function crowds(areas: PictureAreas, withoutFoot: PictureAreas): boolean {
  return [...withoutFoot].some(([slot, area]) => (areas.get(slot) ?? 0) < area * LEFT_TO_PICTURES);
}

/** What is left out of a foot that is too high or leaves too little: the first of these that it has. */
const DISPENSABLE: readonly (readonly [TextSlot, ...TextSlot[]])[] = [
  ['badge'],
  ['rating', 'reviews'],
  ['coupon', 'coupon-label'],
  ['legal'],
];

/** The setting with a part less in its foot; undefined where it has none. */
export function shortened(setting: Setting): Setting | undefined {
  const { template, copy, qr } = setting;
  const isInFoot = (slot: TextSlot) =>
    template.footSlots.has(slot) && copy.slots.has(slot) && !(slot === 'badge' && hasBadgeApart(setting));
  if (qr && !template.ownQr) return { ...setting, qr: undefined, foot: undefined };
  const part = DISPENSABLE.find(([slot]) => isInFoot(slot));
  return part && { ...part.reduce((left, slot) => without(slot, left), setting), foot: undefined };
}
