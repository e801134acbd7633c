import type { AnalysisFinding } from '@proofsheet/domain';

/** What an operator's model did not tell of an image: a finding of its analysis, never the end of its ingest. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly finding: AnalysisFinding;

  constructor(finding: AnalysisFinding, message: string, options?: ErrorOptions) {
    super(message, options);
    this.finding = finding;
  }
}
