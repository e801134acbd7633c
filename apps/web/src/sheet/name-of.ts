import type { Output } from '@proofsheet/client';

/** Of all pictures of a sheet this one, to who does not see it: each format is there in every composition. */
export function nameOf({ format, template }: Pick<Output, 'format' | 'template'>): string {
  return `${format}, ${template}`;
}
