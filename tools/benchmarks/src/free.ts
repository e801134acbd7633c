/**
 * Gives the memory of pixels back at once. Without this a floor, or whatever is measured after it, would pay for the
 * collector's passes over the heap, as the pipeline does not.
 */
export function free({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
