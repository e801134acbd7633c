/** Never the same twice. `crypto.randomUUID` would do, but pages of plain HTTP, as in an office, have none. */
export function freshId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
