import { EventEmitter } from 'node:events';
import type { FastifyInstance } from 'fastify';
import type { MailServer } from '../mail/mail-server.ts';

/** Something may look otherwise now: an open page looks again. */
export interface Bell {
  ring(): void;
  onRing(heard: () => void): () => void;
}

export function createBell(): Bell {
  const bells = new EventEmitter<{ ring: [] }>();
  bells.setMaxListeners(0);
  return {
    ring: () => bells.emit('ring'),
    onRing(heard) {
      bells.on('ring', heard);
      return () => bells.off('ring', heard);
    },
  };
}

/** Server-sent events: for each delivery the user it is for, and an empty one when the desk has done something else. */
export function serveNews(app: FastifyInstance, mail: MailServer, bell: Bell): void {
  app.get('/news', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const tell = (user: string) => reply.raw.write(`data: ${user}\n\n`);
    const stops = [mail.onDelivery(tell), bell.onRing(() => tell(''))];
    reply.raw.once('close', () => {
      for (const stop of stops) stop();
    });
    reply.raw.write(':\n\n');
  });
}
