export type { Child, SandboxLimits } from './child.ts';
export { openSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { SandboxError } from './sandbox-error.ts';
