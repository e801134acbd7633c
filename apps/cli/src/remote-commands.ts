import { type Command, InvalidArgumentError, Option } from 'commander';
import { type GenerateOptions, generate, shortfall } from './commands/generate.ts';
import { type ListenOptions, listen } from './commands/listen.ts';
import { listAssets, listFormats, listProjects, listTemplates } from './commands/listings.ts';
import type { Surroundings } from './operator-commands.ts';
import { connect, type RemoteOptions, withRemote } from './remote/connect.ts';
import type { StopOrders } from './terminal/stop-orders.ts';

interface RemoteSurroundings extends Surroundings {
  readonly complain: (line: string) => void;
  readonly stopOrders: () => StopOrders;
}

const NOT_ALL = 2;
const STOPPED = 130;

/** The commands that speak to the API with a key, as any client does. */
export function addRemoteCommands(program: Command, surroundings: RemoteSurroundings): void {
  const { dataFlag, env, say, complain, stopOrders } = surroundings;
  const remote = (command: Command) => withRemote(command, dataFlag);

  remote(program.command('generate'))
    .description('Upload, make, and download: the images are put into a folder, the best one first.')
    .addOption(new Option('--kind <kind>', 'what to make').choices(['thumbnail', 'ad']).default('thumbnail'))
    .option('--person <file...>', 'a photograph of a person: a file, or its address on the web')
    .option('--product <file...>', 'a photograph of a product; likewise')
    .option('--logo <file...>', 'a logo; a dark and a light one may be given; likewise')
    .option('--background <file...>', 'what is to be behind; likewise')
    .option('--asset <id...>', 'uploaded before')
    .requiredOption('--headline <words>', '**two stars** mark what stands out')
    .option('--subline <words>', 'one supporting line')
    .option('--button <words>', 'the call to action of an ad')
    .option('--price <text>', 'drawn as a badge')
    .option('--format <name...>', 'names, presets, or 640x480; the command formats lists them')
    .option('--template <name>', 'one composition; the command templates lists them')
    .option('--variants <count>', 'how many of each format', whole)
    .option('--seed <number>', 'repeats a result', whole)
    .addOption(new Option('--type <type>', 'of the files').choices(['jpg', 'png', 'webp', 'avif']))
    .option('--project <id>', 'where it belongs')
    .option('--out <folder>', 'where the images go', 'out')
    .addHelpText(
      'after',
      '\nExample:\n  proofsheet generate --kind thumbnail --person me.jpg --headline "My **best** day" --out ./out',
    )
    .action(async (options: GenerateOptions & RemoteOptions) => {
      const { signal } = stopOrders();
      const proofsheet = connect(options, env);
      const quiet = options.json ? () => {} : say;
      const made = await untilStopped(signal, () =>
        generate(options, { proofsheet, signal, say: quiet, bars: process.stderr, env }),
      );
      if (made === undefined) return;
      const short = shortfall(made.generation);
      if (options.json) say(JSON.stringify(made));
      for (const line of short) complain(line);
      if (short.length > 0) process.exitCode = NOT_ALL;
    });

  const list = (name: string, description: string, run: typeof listAssets) =>
    remote(program.command(name))
      .description(description)
      .option('--limit <count>', 'how many at most', whole, 50)
      .action(async (options: RemoteOptions & { limit: number }) => {
        const rows = await run(connect(options, env), options);
        if (options.json) return say(JSON.stringify(rows.map(({ whole }) => whole)));
        const terminal = { env, terminal: process.stdout.isTTY === true };
        for (const { line, picture } of rows) say(`${line}\n${(await picture?.(terminal)) ?? ''}`.trimEnd());
      });
  list('assets', 'Your uploads, the newest first.', listAssets);
  list('projects', 'Your projects, the newest first.', listProjects);
  list('formats', 'The sizes that platforms ask for, and the presets that group them.', listFormats);
  list('templates', 'The compositions: what they show and which sizes they serve.', listTemplates);

  remote(program.command('mcp'))
    .description('Serve agents by the Model Context Protocol, over standard input and output.')
    .action(async (options: RemoteOptions) => {
      // Loaded here alone: it takes as long as all the rest.
      const { serveAgents } = await import('./commands/mcp.ts');
      await serveAgents(connect(options, env), stopOrders().signal);
    });

  const webhooks = program.command('webhooks').description('For who develops a receiver of webhooks.');
  remote(webhooks.command('listen'))
    .description('Forward every event, signed, to a port of this machine, until Ctrl-C.')
    .requiredOption('--to <address>', 'your receiver, as localhost:4000/webhooks')
    .option('--secret <secret>', 'whsec_…; one is made and shown when left out')
    .option('--after <event>', 'begin behind this event; 0 for the oldest that is kept')
    .action(async (options: ListenOptions & RemoteOptions) => {
      const { signal } = stopOrders();
      const tell = options.json ? () => {} : complain;
      await untilStopped(signal, () => listen(options, { proofsheet: connect(options, env), signal, say, tell }));
    });
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
