export { originsSlice } from './origins-slice.ts';
export { DEFAULT_PORTS, programSlice } from './program-slice.ts';
export {
  ConfigurationError,
  type ConfigurationOf,
  type Environment,
  readConfiguration,
  type Slice,
  variablesFor,
} from './read-configuration.ts';
export { sslModeOf } from './ssl-mode.ts';
