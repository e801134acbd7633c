import { DEFAULT_PORTS } from '@proofsheet/configuration';
import { type Command, InvalidArgumentError } from 'commander';
import type { DemoOptions } from './commands/demo.ts';
import type { StartOptions } from './commands/start.ts';
import type { Surroundings } from './surroundings.ts';

const STOPPED = 130;

/** The commands that run everything on this machine. */
export function addSystemCommands(program: Command, { dataFlag, env, say, stopOrders }: Surroundings): void {
  program
    .command('start')
    .description('Run everything on this machine until Ctrl-C: PostgreSQL, S3, API and worker. Needs no other server.')
    .option('--port <port>', 'where the API listens', port, DEFAULT_PORTS.api)
    .option('--admin-port <port>', 'where Bull Board listens', port, DEFAULT_PORTS.admin)
    .option(...dataFlag)
    .addHelpText('after', '\nExamples:\n  npm start\n  npm start -- --port 8080 --data /srv/proofsheet')
    .action(async (options: StartOptions) => {
      const { start } = await import('./commands/start.ts');
      process.exitCode = await start(options, { env, orders: stopOrders(), say });
    });

  program
    .command('demo')
    .description('The whole path once: sample images, or your own, become a thumbnail and an ad in three formats.')
    .option('--photo <file>', 'your own picture instead of the sample images (JPEG, PNG or WebP)')
    .option('--role <role>', 'what the picture shows: person, product, logo or background', 'person')
    .option('--headline <words>', 'your own words; **two stars** mark what stands out')
    .option('--subline <words>', 'one supporting line')
    .option('--price <text>', 'drawn as a badge')
    .option('--button <words>', 'the call to action of the ad')
    .option('--out <folder>', 'where the results go', 'demo-output')
    .option('--stay', 'go on afterwards, with an address of the gallery to look at it all; so it does at a terminal')
    .option('--no-stay', 'end when the images are there; so it does where its output goes to a file or a program')
    .addHelpText('after', '\nExamples:\n  npm run demo\n  npm run demo -- --photo me.jpg --headline "My **best** day"')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./commands/demo.ts');
      const orders = stopOrders();
      try {
        await demo({ stay: process.stdout.isTTY, ...options }, { env, orders, say, bars: process.stderr });
      } catch (error) {
        if (error !== orders.signal.reason) throw error;
        process.exitCode = STOPPED;
      }
    });
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535.');
}
