import { FINDINGS, type Finding } from '@proofsheet/domain';

/** A finding as the page shows it. */
export interface FoundFault {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  /** The number, what it counts, and its limit: `0.21 share of the subject, at most 0.06`. */
  readonly measured: string;
}

export function findingsInWords(findings: readonly Finding[]): FoundFault[] {
  return findings.map(({ code, severity, message, value, limit }) => {
    const { counts, bound } = FINDINGS[code];
    return { code, severity, message, measured: `${value} ${counts}, at ${bound} ${limit}` };
  });
}
