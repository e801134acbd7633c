/** The package ships no types: the part of it that is used here. */
declare module '@lokesh.dhakar/quantize' {
  export type Rgb = [red: number, green: number, blue: number];
  /** `false` when there are no pixels. */
  export default function quantize(pixels: Rgb[], mostColours: number): false | { palette(): Rgb[] };
}
