/** What the engine can draw behind everything else, in the theme's colours. */
export const GROUNDS = ['mesh', 'rays', 'dots'] as const;
export type GroundKind = (typeof GROUNDS)[number];
/** The colours that such a ground may be of. */
export const GROUND_FIELDS = ['ground', 'support', 'accent', 'shade'] as const;
export type GroundField = (typeof GROUND_FIELDS)[number];
/** What may be cast or drawn around a cut-out. */
export const SHADOW_KINDS = ['drop', 'lift', 'contact', 'rim', 'glow', 'outline', 'stroke', 'sticker'] as const;
export type ShadowKind = (typeof SHADOW_KINDS)[number];
/** How a photograph may be graded: `levels` mends a dull one, `surroundings` darkens what is around its subject. */
export const GRADES = ['levels', 'surroundings'] as const;
export type Grade = (typeof GRADES)[number];
