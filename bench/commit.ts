import postgres from 'postgres';
import { v7 as uuid } from 'uuid';
import { sampleFacts } from '../src/letter/sample/sample.ts';
import { type Commit, NOTHING } from '../src/store/commit/change.ts';
import { commit } from '../src/store/commit/commit.ts';
import { connect } from '../src/store/connection/connection.ts';
import { against, concurrently, rate, type Stage } from './stage.ts';
import { openWorld } from './world.ts';

const LETTER = Buffer.alloc(12_000, 'a line of a letter\r\n');
const CONNECTIONS = 8;

export const commitStage: Stage = {
  description: 'a ticket with its history, first message and two letters of 12 kB, on PostgreSQL with fsync on',
  long: false,
  async run({ mails }) {
    const count = mails ?? 1_000;
    const world = await openWorld();
    const { db, close } = connect(world.databaseUrl, { max: CONNECTIONS });
    const sql = postgres(world.databaseUrl, { max: CONNECTIONS, onnotice: () => undefined });
    try {
      await sql`create table bare (id uuid primary key, ticket jsonb, message text, first bytea, second bytea)`;
      const bare = (most: number) =>
        rate(count, () =>
          concurrently(Array(count).keys(), most, () =>
            sql.begin(async (change) => {
              const id = uuid();
              await change`insert into bare (id, ticket) values (${id}, ${sql.json({ subject: 'x', state: 'new' })})`;
              await change`update bare set message = ${'words'.repeat(100)} where id = ${id}`;
              await change`update bare set first = ${LETTER}, second = ${LETTER} where id = ${id}`;
            }),
          ),
        );
      const ours = (most: number) =>
        rate(count, () =>
          concurrently(Array.from({ length: count }, newTicket), most, async (change) => {
            const refusal = await commit(db, change);
            if (refusal !== null) throw new Error(`the commit was refused: ${refusal}`);
          }),
        );
      return [
        ...against(
          { what: 'bare BEGIN … COMMIT, one by one', figure: await bare(1) },
          'the desk’s statement, one by one',
          await ours(1),
        ),
        ...against(
          { what: `bare BEGIN … COMMIT, ${CONNECTIONS} at once`, figure: await bare(CONNECTIONS) },
          `the desk’s statement, ${CONNECTIONS} at once`,
          await ours(CONNECTIONS),
        ),
      ];
    } finally {
      await sql.end();
      await close();
      await world.close();
    }
  },
};

function newTicket(): Commit {
  const sample = sampleFacts('acknowledgement', 'zh-CN').ticket;
  if (sample === null) throw new Error('the sample has no ticket');
  const id = uuid();
  const ticket = { ...sample, id, number: id, version: 1 };
  const by = 'system';
  const letter = () => ({
    id: uuid(),
    kind: 'acknowledgement',
    mailbox: 'support',
    ticketId: id,
    mailId: null,
    to: sample.requester,
    subject: sample.subject,
    messageId: `<${uuid()}@desk.example>`,
    envelopeFrom: '',
    octets: LETTER,
    reduced: null,
    automatic: true,
    priority: 1,
    createdAt: new Date(),
    heldBack: null,
  });
  return {
    ...NOTHING,
    tickets: [{ ticket, history: [{ at: new Date(), event: 'opened', by, detail: '' }] }],
    messages: [
      {
        id: uuid(),
        ticketId: id,
        direction: 'in',
        visibility: 'public',
        from: sample.requester,
        at: new Date(),
        text: 'words'.repeat(100),
        fullText: null,
        mailId: null,
        letterId: null,
        attachments: [],
      },
    ],
    letters: [letter(), letter()],
  };
}
