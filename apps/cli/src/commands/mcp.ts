import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Proofsheet } from '@proofsheet/client';
import manifest from '../../package.json' with { type: 'json' };
import { addCatalogTools } from '../mcp/catalog-tools.ts';
import { addGenerationTools } from '../mcp/generation-tools.ts';
import { toolsOf } from '../mcp/tools.ts';

const INSTRUCTIONS = `Proofsheet makes thumbnails and ads from uploaded images and a few words. Upload images, generate, look at
the pictures and at their findings, correct (other words, another template, correct_asset, another seed, moreLike), and generate again. A
finding of severity "error" is one that people see. Scores are from 0 to 1.`;

/** How long the calls of an agent that is gone may take to cancel what they wait for. */
const CANCEL_MS = 3_000;

/** Serves agents over standard input and output until the input ends or the command is stopped. */
export async function serveAgents(proofsheet: Proofsheet, signal: AbortSignal): Promise<void> {
  const server = new McpServer({ name: 'proofsheet', version: manifest.version }, { instructions: INSTRUCTIONS });
  const tools = toolsOf(server, proofsheet);
  addCatalogTools(tools);
  addGenerationTools(tools);
  await server.connect(new StdioServerTransport());
  // The library does not notice when the agent is gone.
  await Promise.race([once(process.stdin, 'end'), once(process.stdin, 'close'), once(signal, 'abort')]);
  const unfinished = Promise.allSettled(tools.running);
  // Aborts the calls, and they cancel what is still being made for it.
  await server.close();
  await Promise.race([unfinished, delay(CANCEL_MS)]);
}
