/**
 * An errand that gave nothing: its process was stopped for taking too long or too much memory, or it failed, which is
 * either what the host answered or the end of the process for another reason.
 */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly kind: 'timeout' | 'memory' | 'failed';

  constructor(kind: SandboxError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
