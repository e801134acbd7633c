import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BatchOptions } from './commands/batch.ts';
import type { GenerateOptions } from './commands/generate.ts';
import type { ImageUrlOptions } from './commands/image-url.ts';
import type { ListenOptions } from './commands/listen.ts';
import { addressOf, connect, type RemoteOptions, type ServerOptions, withRemote } from './remote/connect.ts';
import { shortfall } from './remote/images.ts';
import type { Surroundings } from './surroundings.ts';
import { answer, jsonFlag } from './terminal/answer.ts';
import { needed } from './terminal/needed.ts';

const NOT_ALL = 2;
const STOPPED = 130;

type Listing = 'listAssets' | 'listProjects' | 'listFormats' | 'listTemplates';

/** The commands that speak to the API with a key, as any client does. */
export function addRemoteCommands(program: Command, surroundings: Surroundings): void {
  const { dataFlag, env, say, complain, stopOrders } = surroundings;
  const remote = (command: Command) => withRemote(command, dataFlag);
  const answering = (command: Command) => remote(command).option(...jsonFlag);

  needed(answering(program.command('generate')), '--headline <words>', '**two stars** mark what stands out')
    .description('Upload, make, and download: the images are put into a folder, the best one first.')
    .addOption(kindOption('what to make').default('thumbnail'))
    .option('--person <file...>', 'a photograph of a person: a file, or its address on the web')
    .option('--product <file...>', 'a photograph of a product; likewise')
    .option('--logo <file...>', 'a logo; a dark and a light one may be given; likewise')
    .option('--background <file...>', 'what is to be behind; likewise')
    .option('--asset <id...>', 'uploaded before')
    .option('--subline <words>', 'one supporting line')
    .option('--button <words>', 'the call to action of an ad')
    .option('--price <text>', 'drawn as a badge')
    .option('--format <name...>', 'names, presets, or 640x480; the command formats lists them')
    .option('--template <name>', 'one composition; the command templates lists them')
    .option('--variants <count>', 'how many of each format', whole)
    .option('--seed <number>', 'repeats a result', whole)
    .addOption(typeOption())
    .option('--project <id>', 'where it belongs')
    .option('--out <folder>', 'where the images go', 'out')
    .option('--preview', 'only see at once what would be made: small, one of each format')
    .addHelpText(
      'after',
      '\nExample:\n  proofsheet generate --kind thumbnail --person me.jpg --headline "My **best** day" --out ./out',
    )
    .action(async (options: GenerateOptions & RemoteOptions) => {
      const { generate, preview } = await import('./commands/generate.ts');
      const { signal } = stopOrders();
      const proofsheet = connect(options, env);
      const quiet = options.json ? () => {} : say;
      const tools = { proofsheet, signal, say: quiet, bars: process.stderr, env };
      if (options.preview) {
        const seen = await untilStopped(signal, () => preview(options, tools));
        if (options.json && seen) say(JSON.stringify(seen));
        return;
      }
      const made = await untilStopped(signal, () => generate(options, tools));
      if (made === undefined) return;
      const short = shortfall(made.generation);
      if (options.json) say(JSON.stringify(made));
      for (const line of short) complain(line);
      if (short.length > 0) process.exitCode = NOT_ALL;
    });

  answering(program.command('batch'))
    .description('Upload the files that rows name, make all rows, and fetch the images, a folder a row.')
    .argument('<file>', '.csv, .tsv, .ndjson, .jsonl or .json, with the fields of docs/batch.md')
    .addOption(
      new Option('--mode <mode>', 'every row or none; or each on its own').choices(['all', 'each']).default('all'),
    )
    .addOption(kindOption('for rows that do not say'))
    .option('--format <name...>', 'for rows that do not say: names, presets, or 640x480')
    .option('--template <name>', 'for rows that do not say')
    .option('--variants <count>', 'for rows that do not say: how many of each format', whole)
    .addOption(typeOption())
    .option('--project <id>', 'for rows that do not say')
    .option('--out <folder>', 'where the images go', 'out')
    .option('--archive <file>', 'one ZIP with a manifest, instead of the folder')
    .option('--no-wait', 'submit only')
    .option('--idempotency-key <key>', 'the same key with the same file submits once, for 24 hours')
    .addHelpText(
      'after',
      `
Besides those fields, person, product, logo and background name files, from the folder of <file>; each is uploaded once.
Example: proofsheet batch spring.csv --kind ad --format square --archive spring.zip`,
    )
    .action(async (file: string, options: BatchOptions & RemoteOptions) => {
      const { batch, batchLines, batchShortfall } = await import('./commands/batch.ts');
      const { signal } = stopOrders();
      const proofsheet = connect(options, env);
      const made = await untilStopped(signal, () =>
        batch(file, options, { proofsheet, signal, complain, bars: process.stderr }),
      );
      if (made === undefined) return;
      answer(say, options, made, () => batchLines(made));
      const short = batchShortfall(made);
      for (const line of short) complain(line);
      if (short.length > 0) process.exitCode = NOT_ALL;
    });

  program
    .command('image-url')
    .description('Sign an address that is the picture, for an <img> or og:image. Nothing is sent.')
    .argument('<parameter...>', 'name=value, with the names of docs/signed-images.md')
    .option('--template <name>', 'the command templates lists them', 'auto')
    .addOption(new Option('--type <type>', 'of the image').choices(['jpg', 'png', 'webp']).default('jpg'))
    .option('--api <address>', 'the server, instead of PROOFSHEET_URL')
    .option(...jsonFlag)
    .option(...dataFlag)
    .addHelpText(
      'after',
      `
Signs with PROOFSHEET_SIGNING_KEY, the id:secret of a signing key. Exit codes: 0 done, 1 an error.
Example: proofsheet image-url headline="My **best** day" format=landscape`,
    )
    .action(async (parameters: string[], options: ImageUrlOptions & RemoteOptions) => {
      const { imageUrl } = await import('./commands/image-url.ts');
      const url = await imageUrl(parameters, options, { baseUrl: addressOf(options, env), env });
      answer(say, options, { url }, () => [url]);
    });

  const list = (name: string, description: string, listing: Listing) =>
    answering(program.command(name))
      .description(description)
      .option('--limit <count>', 'how many at most', whole, 50)
      .action(async (options: RemoteOptions & { limit: number }) => {
        const listings = await import('./commands/listings.ts');
        const rows = await listings[listing](connect(options, env), options);
        if (options.json) return say(JSON.stringify(rows.map(({ whole }) => whole)));
        const terminal = { env, terminal: process.stdout.isTTY === true };
        for (const { line, picture } of rows) say(`${line}\n${(await picture?.(terminal)) ?? ''}`.trimEnd());
      });
  list('assets', 'Your uploads, the newest first.', 'listAssets');
  list('projects', 'Your projects, the newest first.', 'listProjects');
  list('formats', 'The sizes that platforms ask for, and the presets that group them.', 'listFormats');
  list('templates', 'The compositions: what they show and which sizes they serve.', 'listTemplates');

  remote(program.command('mcp'))
    .description('Serve agents by the Model Context Protocol, over standard input and output.')
    .action(async (options: ServerOptions) => {
      const { serveAgents } = await import('./commands/mcp.ts');
      await serveAgents(connect(options, env), stopOrders().signal);
    });

  const webhooks = program.command('webhooks').description('For who develops a receiver of webhooks.');
  needed(remote(webhooks.command('listen')), '--to <address>', 'your receiver, as localhost:4000/webhooks')
    .option('--json', 'one JSON document a delivery, each on a line of its own')
    .description('Forward every event, signed, to a port of this machine, until Ctrl-C.')
    .option('--secret <secret>', 'whsec_…; one is made and shown when left out')
    .option('--after <event>', 'begin behind this event; 0 for the oldest that is kept')
    .action(async (options: ListenOptions & RemoteOptions) => {
      const { listen } = await import('./commands/listen.ts');
      const { signal } = stopOrders();
      const proofsheet = connect(options, env);
      await untilStopped(signal, () => listen(options, { proofsheet, signal, say, tell: complain }));
    });
}

function kindOption(about: string): Option {
  return new Option('--kind <kind>', about).choices(['thumbnail', 'ad']);
}

function typeOption(): Option {
  return new Option('--type <type>', 'of the images').choices(['jpg', 'png', 'webp', 'avif']);
}

/** Undefined, with the exit code for it, when it was stopped meanwhile. */
async function untilStopped<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error !== signal.reason) throw error;
    process.exitCode = STOPPED;
    return undefined;
  }
}

function whole(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('It is a whole number.');
}
