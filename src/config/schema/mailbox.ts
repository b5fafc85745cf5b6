import { z } from 'zod';
import { address, count, domain, port, span, text } from './values.ts';

/** The part of the schema that says how a mailbox is read and how its letters leave. */

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;
const isGuarded = (url: string): boolean =>
  !URL.canParse(url) || new URL(url).protocol === 'https:' || LOOPBACK.test(new URL(url).hostname);
const CLEARTEXT_WORDS = 'mail and passwords may travel unencrypted';

/** RFC 6749: with a refresh token for the account it was given for; without one the application logs in as itself. */
const oauth2 = z
  .strictObject({
    clientId: text.describe('Identifier of the application at the provider'),
    clientSecret: text.optional().describe('Secret of the application, from the environment'),
    refreshToken: text
      .optional()
      .describe('Grant of the mailbox’s own account; without one the application logs in as itself'),
    tokenUrl: z
      .url('must be a URL')
      .refine(isGuarded, 'must start with https://')
      .describe('Where access tokens are asked for'),
    scope: text.optional().describe('What the access token is asked for'),
  })
  .refine(({ clientSecret, refreshToken }) => clientSecret !== undefined || refreshToken !== undefined, {
    message: 'needs a refreshToken, or a clientSecret to log in as the application itself',
  });

type Ports = Readonly<Record<'implicit' | 'starttls' | 'none', number>>;

const serverKeys = {
  host: text.min(1, 'must be a host name or address').describe('Host name or address of the server'),
  port: port.optional(),
  user: text.optional().describe('Login. Default: the address of the mailbox'),
  pass: text.optional().describe('Password, from the environment'),
  oauth2: oauth2.optional().describe('Instead of pass: XOAUTH2, as Google and Microsoft ask for'),
  tls: z
    .enum(['implicit', 'starttls', 'none'], { error: 'must be implicit, starttls or none' })
    .default('implicit')
    .describe('implicit: from the first octet; starttls: required, never optional; none: on loopback only'),
  ca: text
    .optional()
    .describe('PEM file of the authorities to trust instead of the well-known ones; relative to this file'),
  cleartext: z.literal(CLEARTEXT_WORDS).optional().describe('The words that allow tls none to another machine'),
};
type Server = z.output<z.ZodObject<typeof serverKeys>>;

/** `tls: none` is accepted on loopback; elsewhere it must be written `cleartext`. */
const refuseCleartext = (server: Server, context: z.RefinementCtx): void => {
  if (server.tls === 'none' && !LOOPBACK.test(server.host) && server.cleartext === undefined)
    context.addIssue({
      code: 'custom',
      path: ['tls'],
      message: `none would send passwords in clear to ${server.host}: use implicit or starttls, or write cleartext: "${CLEARTEXT_WORDS}"`,
    });
};

/** Fills in the port that goes with the kind of TLS. */
const withPort =
  (ports: Ports) =>
  <S extends Server>(server: S): S & { port: number } => ({ ...server, port: server.port ?? ports[server.tls] });

const imap = z
  .strictObject({
    ...serverKeys,
    port: serverKeys.port.describe('Default: 993 with tls implicit, else 143'),
    folder: text.default('INBOX').describe('The one folder that is read'),
  })
  .superRefine(refuseCleartext)
  .transform(withPort({ implicit: 993, starttls: 143, none: 143 }))
  .describe('The server the mailbox is read from');

const smtp = z
  .strictObject({
    ...serverKeys,
    port: serverKeys.port.describe('Default: 465 with tls implicit, 587 with starttls, 25 with none'),
    perDay: count.default(0).describe('Letters a day the relay allows; 0: no limit'),
    envelopeFrom: address
      .nullable()
      .default(null)
      .describe('Envelope sender for relays that demand sender = login; null: <> for automatic letters'),
    dkim: z
      .strictObject({
        domain: domain.describe('d=: the domain that signs, which is that of the mailbox or one above it'),
        selector: text
          .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,60}[A-Za-z0-9])?$/, 'must be a selector such as desk2026')
          .describe('s=: the record stands at SELECTOR._domainkey.DOMAIN'),
        keyFile: text.describe('PEM file of the private key, RSA; relative to this file'),
      })
      .nullable()
      .default(null)
      .describe('The desk signs its letters itself; null: the relay does'),
    connections: z.number().int().min(1).max(50).default(5).describe('At most so many connections at once'),
  })
  .superRefine(refuseCleartext)
  .transform(withPort({ implicit: 465, starttls: 587, none: 25 }))
  .describe('The relay that takes the letters');

export const mailboxSchema = z.strictObject({
  name: text
    .regex(/^[A-Za-z0-9_-]{1,40}$/, 'must be a short name of letters, digits, - and _')
    .describe('Short name for commands and logs'),
  address: address.describe('The address customers write to'),
  aliases: z.array(address).default([]).describe('Further addresses whose mail arrives in this mailbox'),
  imap,
  smtp,
  startFrom: z
    .enum(['now', 'backfill'], { error: 'must be now or backfill' })
    .default('now')
    .describe('now: mail from the first connection on; backfill: older mail too, without acknowledging it'),
  plusAddressing: z.boolean().default(true).describe('Whether mail to support+anything@… arrives in this mailbox'),
  returnPathRequired: z
    .boolean()
    .default(false)
    .describe('True where every mail carries a Return-Path, so that a missing one means automatic mail'),
  pollEvery: span('60s').describe('Longest pause between two looks at the mailbox; IDLE announces mail sooner'),
});
