import { Fault, type OutageReason } from '@proofsheet/domain';

const REASONS: Record<string, OutageReason> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EMFILE: 'full',
  ENFILE: 'full',
  EROFS: 'readonly',
  EACCES: 'permission',
  EPERM: 'permission',
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EIO: 'other',
};

const SENTENCES: Partial<Record<OutageReason, string>> = {
  full: 'is full',
  readonly: 'cannot be written to',
  permission: 'may not be written to',
  missing: 'is not there',
};

/** The Fault of a folder for uploads that cannot be used; undefined for every other error. */
export function asScratchFault(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as NodeJS.ErrnoException;
  const reason = code !== undefined && syscall !== undefined && syscall !== 'connect' ? REASONS[code] : undefined;
  return reason && scratchFault(reason, error);
}

export function scratchFault(reason: OutageReason, cause?: unknown): Fault {
  const message = `The folder for uploads (UPLOAD_FOLDER) ${SENTENCES[reason] ?? 'cannot be used'}.`;
  return new Fault('dependency_unavailable', message, { dependency: 'scratch', reason, cause });
}
