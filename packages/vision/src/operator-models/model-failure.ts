import type { AnalysisFinding } from '@proofsheet/domain';

export type FailureKind = 'timeout' | 'memory' | 'failed';

/** A run that gave nothing. The process of the model is gone; the next run starts another. */
export class ModelRunError extends Error {
  override readonly name = 'ModelRunError';
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** What an operator's model did not tell of an image: a finding of its analysis, never the end of its ingest. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly finding: AnalysisFinding;

  constructor(finding: AnalysisFinding, message: string) {
    super(message);
    this.finding = finding;
  }
}
