import { isIP } from 'node:net';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { type Db, generationDispatch } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { jobIds, type Queues, queueForKind } from '@proofsheet/queue';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { retryAsOperator } from './board-retry.ts';
import { faultOf } from './faults.ts';
import { sendProblem } from './problem.ts';
import { quietController, requestIdOf } from './request-log.ts';
import { requireWellFormed } from './well-formed.ts';

const BODY_LIMIT = 1024 * 1024;

export interface BoardSettings {
  /** Whoever reaches the board may retry, remove and pause. */
  readonly adminActions: boolean;
  /** The names under which it is reached, besides addresses and `localhost`. */
  readonly adminNames?: readonly string[] | undefined;
}

export interface BoardTools {
  readonly db: Db;
  readonly queues: Queues;
  readonly settings: BoardSettings;
}

/**
 * Bull Board, on a separate listener: it asks for no keys, so it only shows, unless the operator lets it act. Keep it on
 * the loopback, or behind a proxy that authenticates.
 */
export async function buildBoard(tools: BoardTools, log: FastifyBaseLogger) {
  const { db, settings } = tools;
  const board: FastifyInstance = fastify({
    loggerInstance: log,
    logController: quietController(),
    requestIdHeader: false,
    genReqId: requestIdOf,
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: true,
  });
  board.decorateRequest('fault', null);
  board.setErrorHandler((error, request, reply) => sendProblem(request, reply, faultOf(error, BODY_LIMIT)));
  board.addHook('onRequest', requireWellFormed);
  refuseForeignNames(board, settings.adminNames);
  if (!settings.adminActions) refuseActions(board);
  registerJobLink(board, db);
  await board.register(bullBoard(tools, log));
  return board;
}

/**
 * A web page of anyone can have its own name point to the loopback, and would then read the board as if it were its own
 * server. Browsers send the name that was asked for; an address cannot be rebound.
 */
function refuseForeignNames(board: FastifyInstance, names: readonly string[] = []): void {
  board.addHook('onRequest', async ({ hostname }) => {
    const name = hostname.toLowerCase().replace(/^\[|\]$/g, '');
    if (isIP(name) || name === 'localhost' || name.endsWith('.localhost') || names.includes(name)) return;
    throw new Fault('foreign_host', 'The board does not answer to this name: add it to ADMIN_NAMES if it is yours.');
  });
}

function refuseActions(board: FastifyInstance): void {
  board.addHook('onRequest', async ({ method }) => {
    if (method === 'GET' || method === 'HEAD') return;
    throw new Fault('not_allowed', 'The board only shows: set ADMIN_ACTIONS=1 to let it retry, remove and pause.');
  });
}

/** From a generation's id to the page of its latest job. */
function registerJobLink(board: FastifyInstance, db: Db): void {
  board.get<{ Params: { generationId: string } }>('/jobs/:generationId', async (request, reply) => {
    const id = z.uuid().safeParse(request.params.generationId);
    const row = id.success ? await generationDispatch(db, id.data) : undefined;
    if (row === undefined) throw new Fault('not_found', 'There is no generation of this id.');
    const jobId = jobIds.generation(row.id, row.dispatch);
    return reply.redirect(`/queue/${queueForKind(row.kind)}/${encodeURIComponent(jobId)}`);
  });
}

function bullBoard({ db, queues, settings }: BoardTools, log: FastifyBaseLogger) {
  const adapter = new FastifyAdapter();
  createBullBoard({
    queues: queues.bull.map((queue) => {
      const shown = new BullMQAdapter(queue, { readOnlyMode: !settings.adminActions });
      return retryAsOperator(shown, { db, queues }, log);
    }),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Proofsheet', hideRedisDetails: true } },
  });
  adapter.setErrorHandler((error) => {
    const { status, title, message } = faultOf(error, BODY_LIMIT);
    return { status: status as 409, body: { error: title, message } };
  });
  return adapter.registerPlugin();
}
