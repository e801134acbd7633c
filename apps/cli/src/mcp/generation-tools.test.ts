import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { Proofsheet } from '@proofsheet/client';
import { expect, onTestFinished, test } from 'vitest';
import { addGenerationTools } from './generation-tools.ts';
import { toolsOf } from './tools.ts';

/** An agent, and the tools before a server that answers what is given. */
async function anAgent(answer: (call: string) => Promise<object>): Promise<Client> {
  const server = new McpServer({ name: 'test', version: '1' });
  const answering: typeof fetch = async (input, { method, signal } = {}) => {
    const body = await answer(`${method} ${new URL(`${input}`).pathname}`);
    signal?.throwIfAborted();
    return Response.json(body);
  };
  const proofsheet = new Proofsheet({ baseUrl: 'http://localhost', apiKey: 'ps_key', fetch: answering });
  addGenerationTools(toolsOf(server, proofsheet));
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await server.connect(ours);
  const agent = new Client({ name: 'test', version: '1' });
  await agent.connect(theirs);
  onTestFinished(() => agent.close());
  return agent;
}

test('an agent that gives up before its generation has an id has it cancelled when it has one', async () => {
  const [arrived, answered, cancelled] = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const agent = await anAgent(async (call) => {
    if (call === 'POST /v1/generations') {
      arrived?.resolve();
      await answered?.promise;
    }
    if (call === 'POST /v1/generations/g1/cancel') cancelled?.resolve();
    return { id: 'g1', status: 'PENDING', progress: { done: 0, total: 1 }, outputs: [] };
  });
  const controller = new AbortController();
  const order = { name: 'generate_images', arguments: { kind: 'AD', headline: 'Nobody waits' } };
  const asked = agent.callTool(order, undefined, { signal: controller.signal });
  await arrived?.promise;
  controller.abort();
  await expect(asked).rejects.toThrow();
  answered?.resolve();
  await cancelled?.promise;
});
