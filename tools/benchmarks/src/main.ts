import { parseArgs } from 'node:util';
import { asTable, describeMachine, type Metric } from '@proofsheet/metrics';

/** Every topic that can be measured, in the order in which `npm run bench` runs them. */
const TOPICS: Record<string, () => Promise<Metric[]>> = {
  render: async () => (await import('./topics/render.ts')).measureRendering(),
  vision: async () => (await import('./topics/vision.ts')).measureVision(),
  events: async () => (await import('./topics/events.ts')).measureEvents(process.env),
  clients: async () => (await import('./topics/clients.ts')).measureClients(process.env),
  pages: async () => (await import('./topics/pages.ts')).measurePages(process.env),
  system: async () => (await import('./topics/system.ts')).measureSystem(process.env),
};

const HELP = `npm run bench -- [topic ...] [--json]

Measures Proofsheet on this machine; ratios of one run, so that they hold where absolute figures do not.
Topics: ${Object.keys(TOPICS).join(', ')}. Without one, all of them.
  --json   print one object, { topic, machine, metrics }, and nothing else on standard output
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const unknown = positionals.find((topic) => !(topic in TOPICS));
if (unknown !== undefined) {
  process.stderr.write(`There is no topic "${unknown}".\n\n${HELP}`);
  process.exit(2);
}

const topics = positionals.length > 0 ? positionals : Object.keys(TOPICS);
const metrics: Metric[] = [];
for (const topic of topics) {
  process.stderr.write(`Measuring ${topic} ...\n`);
  metrics.push(...((await TOPICS[topic]?.()) ?? []));
}
const report = { topic: topics.join('+'), machine: describeMachine(), metrics };
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : asTable(report));
process.exit(0);
