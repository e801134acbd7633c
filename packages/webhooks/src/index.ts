export { webhooksSlice } from './config.ts';
export { type Ending, endingOf } from './ending.ts';
export { secondsUntilRetry } from './retries.ts';
export { newSecret, openSecrets, type SecretBox } from './secrets.ts';
export { signedHeaders } from './sign.ts';
