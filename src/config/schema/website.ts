import { z } from 'zod';
import { count, text } from './values.ts';

/** An origin as browsers send it: no path, no slash at the end (RFC 6454 §6.2). */
const isOrigin = (origin: string): boolean => URL.canParse(origin) && new URL(origin).origin === origin;

/** `POST /tickets` for websites. */
export const tickets = z
  .strictObject({
    keys: z
      .array(
        z.strictObject({
          name: text
            .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be 1 to 40 small letters, digits, - and _')
            .describe('Of the website, in the ledger and in logs'),
          key: text
            .regex(
              /^\S{24,200}$/,
              'must have 24 to 200 characters without spaces, for example from: openssl rand -hex 32',
            )
            .describe('What it sends as Authorization: Bearer …'),
          mailbox: text.nullable().default(null).describe('The mailbox whose tickets they are; null: the first'),
          perHour: count.min(1).default(60).describe('Requests an hour, of one process'),
        }),
      )
      .min(1, 'must have a key; leave http.tickets out to serve none')
      .describe('Who may post'),
    origins: z
      .array(text.refine(isOrigin, 'must be an origin such as https://www.example.com'))
      .default([])
      .describe('Origins whose pages may post from the browser (CORS); none: servers only'),
    size: count
      .min(10_000)
      .max(50 * 1024 * 1024)
      .default(20 * 1024 * 1024)
      .describe('Octets of one request, attachments included'),
  })
  .nullable()
  .default(null)
  .describe('POST /tickets for websites; null: not served');
