/** Something the person at the terminal can put right: shown as its message alone, without a stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
