/**
 * Draws a picture for the first test of a file that asks for it, and hands its bytes to those after it: a photograph of
 * noise takes longer to draw than an ad that shows it.
 */
export function drawnOnce<Args extends readonly unknown[]>(
  draw: (...args: Args) => Promise<Buffer>,
): (...args: Args) => Promise<Buffer> {
  const drawn = new Map<string, Promise<Buffer>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const picture = drawn.get(key) ?? draw(...args);
    drawn.set(key, picture);
    return picture;
  };
}
