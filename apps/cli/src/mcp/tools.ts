import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { CallToolResult, ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { ApiError, type Proofsheet } from '@proofsheet/client';
import type { z } from 'zod';
import type { Content } from './pictures.ts';

/** What a tool knows of its call. */
export interface Call {
  /** Aborted when the agent no longer wants the answer. */
  readonly signal: AbortSignal;
  /** Tells the agent how far it is, where it asked to be told. */
  progress(done: number, total: number): Promise<void>;
}

export interface Tools {
  readonly proofsheet: Proofsheet;
  /** The calls that are not done. */
  readonly running: ReadonlySet<Promise<unknown>>;
  tool<Shape extends z.ZodRawShape>(
    name: string,
    description: string,
    input: Shape,
    run: (asked: z.infer<z.ZodObject<Shape>>, call: Call) => Promise<Content[]>,
  ): void;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** A tool that fails answers why, so that the agent can mend it: a protocol error would be shown to nobody. */
export function toolsOf(server: McpServer, proofsheet: Proofsheet): Tools {
  const running = new Set<Promise<unknown>>();
  return {
    proofsheet,
    running,
    tool(name, description, inputSchema, run) {
      const handler = async (asked: unknown, extra: Extra): Promise<CallToolResult> => {
        const answering = run(asked as never, callOf(extra));
        running.add(answering);
        try {
          return { content: [...(await answering)] };
        } catch (error) {
          return { isError: true, content: [{ type: 'text', text: reasonOf(error) }] };
        } finally {
          running.delete(answering);
        }
      };
      // The library's own types of a handler cannot be inferred from a shape that is a parameter.
      server.registerTool(name, { description, inputSchema: inputSchema as z.ZodRawShape }, handler as never);
    },
  };
}

function callOf({ signal, _meta, sendNotification }: Extra): Call {
  const progressToken = _meta?.progressToken;
  return {
    signal,
    async progress(progress, total) {
      if (progressToken === undefined) return;
      await sendNotification({ method: 'notifications/progress', params: { progressToken, progress, total } });
    },
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const { message, code, fields, retryable } = error;
  return JSON.stringify({ message, code, fields, retryable });
}
