import { serve } from '../src/host.ts';

/** What code that is fed by strangers may do, good and bad. */
export type TestErrands = {
  readonly echo: { readonly ask: Uint8Array; readonly answer: Uint8Array };
  /** How many errands this process has been given before. */
  readonly count: { readonly ask: undefined; readonly answer: number };
  readonly environment: { readonly ask: undefined; readonly answer: Readonly<NodeJS.ProcessEnv> };
  readonly refuse: { readonly ask: string; readonly answer: never };
  /** Holds the main thread for ever. */
  readonly spin: { readonly ask: undefined; readonly answer: never };
  readonly holdMegabytes: { readonly ask: number; readonly answer: number };
  /** Says something and ends its process. */
  readonly exit: { readonly ask: string; readonly answer: never };
};

let count = 0;
const held: Buffer[] = [];

serve<TestErrands>({
  echo: (bytes) => bytes,
  count: () => count++,
  environment: () => ({ ...process.env }),
  refuse(why) {
    throw new Error(why);
  },
  spin() {
    for (;;) Math.random();
  },
  holdMegabytes(megabytes) {
    for (let mb = 0; mb < megabytes; mb += 1) held.push(Buffer.alloc(1_000_000, 1));
    return held.length;
  },
  exit(words) {
    process.stderr.write(words);
    process.exit(7);
  },
});
