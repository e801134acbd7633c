import type { TextSlot, TextSlotSpec } from '../templates/manifest.ts';

type Slots = { readonly [slot in TextSlot]?: TextSlotSpec | undefined };

/**
 * The colour of marked words, as templates name it: the slot's own, else that of the headline where both stand on the
 * same ground, else that of the words beside them.
 */
export function emphasisColourOf(slots: Slots, slot: TextSlot): string {
  const [own, headline] = [slots[slot], slots.headline];
  const onSameGround = own?.ink === headline?.ink && headline?.plate === undefined;
  return own?.mark ?? (onSameGround ? headline?.mark : undefined) ?? own?.ink ?? 'ink';
}
