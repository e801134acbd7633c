import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BREAK_NAMES, BREAKS } from './breaks.ts';
import { FAULT_KINDS, FAULTS, type FaultKind } from './faults/catalog.ts';

const rateSchema = z.tuple([z.enum(FAULT_KINDS), z.coerce.number().min(0).max(600)]);
const ratesSchema = z.string().transform((text, context): Partial<Record<FaultKind, number>> => {
  const pairs = z.array(rateSchema).safeParse(text.split(',').map((part) => part.split('=')));
  if (pairs.success) return Object.fromEntries(pairs.data);
  context.addIssue({ code: 'custom', message: `written as kill=30,freeze=0; there are ${FAULT_KINDS.join(', ')}` });
  return z.NEVER;
});

const optionsSchema = z.object({
  seed: z.coerce.number().int().min(0).max(2_147_483_647),
  minutes: z.coerce
    .number()
    .positive()
    .max(24 * 60),
  workers: z.coerce.number().int().min(1).max(64),
  backend: z.enum(['redis', 'postgres']),
  users: z.coerce.number().int().min(1).max(64),
  rate: z.coerce.number().positive().max(100),
  intensity: z.coerce.number().min(0).max(20),
  faults: ratesSchema.optional(),
  hold: z.coerce.number().positive().max(3600).optional(),
  break: z.enum(BREAK_NAMES).optional(),
  settle: z.coerce.number().positive(),
  json: z.boolean(),
  keep: z.boolean(),
});
export type Options = z.output<typeof optionsSchema>;

const FLAGS = {
  seed: { type: 'string', default: '7' },
  minutes: { type: 'string', default: '5' },
  workers: { type: 'string', default: '4' },
  backend: { type: 'string', default: 'redis' },
  users: { type: 'string', default: '4' },
  rate: { type: 'string', default: '2' },
  intensity: { type: 'string', default: '1' },
  faults: { type: 'string' },
  hold: { type: 'string' },
  break: { type: 'string' },
  settle: { type: 'string', default: '240' },
  json: { type: 'boolean', default: false },
  keep: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const HELP = `npm run chaos -- [options]

Starts PostgreSQL, Redis, S3, the API and workers of its own, submits generations, kills, freezes, flushes, restarts, cuts
and slows by a seeded schedule, heals, waits, and checks from outside that nothing is lost and nothing is there twice.

  --seed <n>          decides which faults strike when, and what is ordered    ${FLAGS.seed.default}
  --minutes <n>       how long faults strike                                   ${FLAGS.minutes.default}
  --workers <n>       worker processes, two generations at a time each         ${FLAGS.workers.default}
  --backend <name>    of the queue: redis (needs redis-server) or postgres     ${FLAGS.backend.default}
  --users <n>         users who submit generations                             ${FLAGS.users.default}
  --rate <n>          generations a second, as far as the workers keep up      ${FLAGS.rate.default}
  --intensity <n>     multiplies every rate below                              ${FLAGS.intensity.default}
  --faults <list>     rates of single faults, such as kill=30,freeze=0
  --hold <seconds>    how long an outage lasts, such as 180; there are fewer then    a few seconds
  --settle <seconds>  how long nothing may end after the last fault            ${FLAGS.settle.default}
  --break <guard>     takes one guarantee away, to see the violation reported
  --keep              keeps the data and the logs; they are kept in any case when something is violated
  --json              prints one object, { topic, machine, metrics, ... }, and nothing else on standard output

Faults a minute: ${FAULT_KINDS.map((kind) => `${kind}=${FAULTS[kind].perMinute}`).join(', ')}
Guards: ${BREAK_NAMES.map((name) => `\n  ${name.padEnd(10)}${BREAKS[name].about}`).join('')}

Ends with 0 when every rule held, 1 when one was violated, 2 when it could not be run.
`;

/** The options, `help`, or what is wrong with them. */
export function readOptions(args: readonly string[]): Options | 'help' | { problem: string } {
  let values: Record<string, unknown>;
  try {
    values = parseArgs({ args: [...args], options: FLAGS }).values;
  } catch (error) {
    return { problem: (error as Error).message };
  }
  if (values.help) return 'help';
  const parsed = optionsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { problem: `--${String(issue?.path[0])}: ${issue?.message}` };
}
