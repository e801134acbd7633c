import type { Scheme } from '@proofsheet/domain';

/** A dominant colour as ground, a support and an accent colour, and inks that are legible on each. All are #rrggbb. */
export interface Theme {
  readonly scheme: Scheme;
  readonly ground: string;
  readonly support: string;
  readonly ink: string;
  readonly muted: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly onSupport: string;
  /** The accent for text on the ground, or what stands for it where it could not be read there. */
  readonly mark: string;
  readonly markOnSupport: string;
  /** A near black, for shadows and scrims in every scheme. */
  readonly shade: string;
  readonly onShade: string;
  readonly markOnShade: string;
  /** The accent for buttons on the shade, and what is set on it. */
  readonly accentOnShade: string;
  readonly onAccentOnShade: string;
  /** The colours that a brand gave, the primary first: none of them is moved to be legible. Empty without a brand. */
  readonly brand: readonly string[];
}

/** The theme's colour with this CSS name, such as `on-accent`. */
export function themeColour(theme: Theme, name: string): string {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return theme[key as Exclude<keyof Theme, 'brand'>];
}

/** The themes of one order's pictures; `swap` exchanges the dominant and the accent colour. */
export type Themes = (scheme: Scheme, swap: boolean) => Theme;
