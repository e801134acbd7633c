/** An error that the user of the terminal can fix: shown by its message alone, without a stack trace. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
