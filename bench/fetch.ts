import { fetchInBatches } from '../src/inbox/fetch.ts';
import { openMailbox } from '../src/inbox/imap.ts';
import { problems } from './mails.ts';
import { against, rate, type Stage } from './stage.ts';
import { openWorld } from './world.ts';

/** Every mail of this benchmark is small and whole. */
const NONE_ALONE = {
  isKept: () => false,
  fields: [],
  keep(uid: number) {
    throw new Error(`UID ${uid} was not fetched with the others`);
  },
  asking: () => undefined,
};

export const fetch: Stage = {
  description: 'mails out of Dovecot over IMAP, 22 kB in the mean',
  long: false,
  async run({ mails }) {
    const count = mails ?? 500;
    const world = await openWorld();
    try {
      await world.mailbox.deliverMany(problems(count));
      const never = new AbortController().signal;
      const { client, commands, close } = await openMailbox(world.mailboxConfig(), never);
      const found = (await client.search({ all: true }, { uid: true })) || [];
      const oneByOne = await rate(count, async () => {
        for (const uid of found) await client.fetchOne(String(uid), { source: true }, { uid: true });
      });
      const batched = await rate(count, async () => {
        let fetched = 0;
        for await (const batch of fetchInBatches(commands, found, NONE_ALONE, never)) fetched += batch.mails.length;
        if (fetched < count) throw new Error(`only ${fetched} of ${count} mails were fetched`);
      });
      close();
      return against({ what: 'imapflow, one by one', figure: oneByOne }, 'sizes first, then in batches', batched);
    } finally {
      await world.close();
    }
  },
};
