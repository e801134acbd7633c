export { buildPages } from './build-pages.ts';
export { PROGRAMS, type Program } from './programs.ts';
export { newUserKey, prepareServers, type Servers, serverVariables } from './servers.ts';
export {
  type LocalSystem,
  type LocalSystemOptions,
  type Part,
  type RunningPart,
  startLocalSystem,
} from './start-local-system.ts';
export { NotReady, untilReady } from './until-ready.ts';
