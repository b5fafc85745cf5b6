import { createTransport } from 'nodemailer';
import { openRelay } from '../src/outbox/relay/smtp.ts';
import { against, concurrently, rate, type Stage } from './stage.ts';
import { openWorld } from './world.ts';

const OCTETS = Buffer.alloc(12_000, 'a line of a letter\r\n');
const ENVELOPE = { from: 'support@desk.example', to: 'ann@customer.example' };
const CONNECTIONS = 5;

export const send: Stage = {
  description: 'letters of 12 kB into an SMTP relay that takes them at once, over five connections',
  long: false,
  async run({ mails }) {
    const count = mails ?? 1_000;
    const world = await openWorld();
    const port = world.relay.port;
    const pool = createTransport({
      host: '127.0.0.1',
      port,
      pool: true,
      maxConnections: CONNECTIONS,
      maxMessages: 1e6,
      ignoreTLS: true,
    });
    const relay = openRelay({ ...world.mailboxConfig().smtp, connections: CONNECTIONS });
    const octets = Buffer.concat([Buffer.from('Message-ID: <x@desk.example>\r\nSubject: x\r\n\r\n'), OCTETS]);
    try {
      const bare = await rate(count, () =>
        concurrently(Array(count).keys(), CONNECTIONS, () => pool.sendMail({ envelope: ENVELOPE, raw: octets })),
      );
      const ours = await rate(count, () =>
        concurrently(Array(count).keys(), CONNECTIONS, async () => {
          const { outcome } = await relay.deliver(ENVELOPE, octets, async () => true);
          if (outcome !== 'accepted') throw new Error(`the letter was ${outcome}`);
        }),
      );
      return against({ what: 'nodemailer’s pool', figure: bare }, 'the desk’s relay, without its records', ours);
    } finally {
      pool.close();
      relay.close();
      await world.close();
    }
  },
};
