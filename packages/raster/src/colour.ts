export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

export function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return { r: value >> 16, g: (value >> 8) & 255, b: value & 255 };
}

/** WCAG relative luminance of a pixel, 0 to 1. */
export function luminance(r: number, g: number, b: number): number {
  return 0.2126 * (LINEAR[r] as number) + 0.7152 * (LINEAR[g] as number) + 0.0722 * (LINEAR[b] as number);
}

/** sRGB bytes in linear light, 0 to 1. */
export const LINEAR = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** WCAG contrast of two colours, 1 to 21. */
export function contrastOf(one: Rgb, other: Rgb): number {
  return contrastOfLuminances(luminance(one.r, one.g, one.b), luminance(other.r, other.g, other.b));
}

/** WCAG contrast of two luminances, 1 to 21. */
export function contrastOfLuminances(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
