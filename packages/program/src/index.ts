export { type Log, logCrashes, openLog } from './log.ts';
export { watchOutages } from './outages.ts';
export { catchOutput } from './output.ts';
export {
  type DependencyState,
  type LastSweep,
  openReadiness,
  type Probe,
  READINESS_STATUSES,
  type Readiness,
  type ReadinessReport,
} from './readiness.ts';
export { stopRequested } from './stop.ts';
