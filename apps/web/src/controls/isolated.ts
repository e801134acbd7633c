/** Somebody's words within other words, in a plain text: neither turns the direction of the other. In elements `bdi` does. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
