import { createHash, timingSafeEqual } from 'node:crypto';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';

const PATH = '/queues';

/** A queue as bull-board takes it. */
export type ShownQueue = ConstructorParameters<typeof BullMQAdapter>[0];

/** Serves bull-board under `/queues` to anybody who knows the password; any user name will do. */
export async function serveQueues(
  app: FastifyInstance,
  queues: readonly ShownQueue[],
  password: string,
): Promise<void> {
  const board = new FastifyAdapter();
  board.setBasePath(PATH);
  createBullBoard({ queues: queues.map((queue) => new BullMQAdapter(queue)), serverAdapter: board });
  await app.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      if (knowsPassword(request.headers.authorization, password)) return;
      await reply.code(401).header('www-authenticate', 'Basic realm="tsdesk"').send();
    });
    await scope.register(board.registerPlugin(), { prefix: PATH });
  });
}

/** RFC 7617; digests are compared, so that neither length nor time tells anything. */
function knowsPassword(authorization: string | undefined, password: string): boolean {
  const given = /^Basic\s+(.+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const credentials = Buffer.from(given, 'base64').toString('utf8');
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(credentials.slice(credentials.indexOf(':') + 1)), digest(password));
}
