import { ANALYSIS_VERSION, type Analysis, analysisSchema, type Correction, corrected } from '@proofsheet/domain';

/**
 * The analysis of a row as pictures are to be composed by it: with what a person corrected, and with what its version
 * did not look at made explicit. Null where nothing was seen yet.
 */
export function analysisOf(row: { analysis: Analysis | null; correction: Correction }): Analysis | null {
  const { analysis, correction } = row;
  if (analysis === null) return null;
  return corrected(analysis.version < ANALYSIS_VERSION ? analysisSchema.parse(analysis) : analysis, correction);
}
