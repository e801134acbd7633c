import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import { type Db, generationDispatch } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { jobIds, type Queues, queueForKind } from '@proofsheet/queue';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { faultOf } from './faults.ts';
import { sendProblem } from './problem.ts';
import { quietController, requestIdOf } from './request-log.ts';

const BODY_LIMIT = 1024 * 1024;

/**
 * Bull Board, on a separate listener: it asks for no keys, and anyone who reaches it can retry and remove jobs. Keep it
 * on the loopback, or behind a proxy that authenticates.
 */
export async function buildBoard({ db, queues }: { db: Db; queues: Queues }, log: FastifyBaseLogger) {
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
  registerJobLink(board, db);
  await board.register(bullBoard(queues));
  return board;
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

function bullBoard(queues: Queues) {
  const adapter = new FastifyAdapter();
  createBullBoard({
    queues: queues.bull.map((queue) => new BullMQAdapter(queue)),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Proofsheet', hideRedisDetails: true } },
  });
  return adapter.registerPlugin();
}
