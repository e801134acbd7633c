export { type Judgement, judge } from './judge.ts';
export { appendMade, forgetMade, type Made, picturesFolder, readMade } from './made.ts';
export { type MadeOrder, makeOrder } from './make-order.ts';
export { areaUnderRoc } from './roc.ts';
export {
  FAULTS,
  readVerdicts,
  sayVerdict,
  takeBackVerdict,
  VERDICTS,
  VERDICTS_FILE,
  type Verdict,
  verdictSchema,
} from './verdicts.ts';
