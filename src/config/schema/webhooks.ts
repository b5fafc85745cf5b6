import { z } from 'zod';
import { isLoopbackUrl, isPlainUrl, text } from './values.ts';

/** What a webhook may be told of a ticket; docs/webhooks.md says when each happens. */
export const WEBHOOK_EVENTS = [
  'ticket.received',
  'ticket.assigned',
  'ticket.accepted',
  'ticket.declined',
  'ticket.unattended',
  'ticket.customer_wrote',
  'ticket.progress',
  'ticket.asked',
  'ticket.replied',
  'ticket.urgency_changed',
  'ticket.category_changed',
  'ticket.expected',
  'ticket.breached',
  'ticket.resolved',
  'ticket.closed',
  'ticket.rated',
  'ticket.reopened',
  'ticket.escalated',
  'ticket.merged',
  'ticket.split',
  'ticket.approval_asked',
  'ticket.approval_given',
  'ticket.approval_refused',
  'ticket.approval_withdrawn',
  'ticket.incident_joined',
  'ticket.incident_left',
  'ticket.incident_resolved',
  'ticket.outside_asked',
  'ticket.outside_answered',
  'ticket.undone',
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** Octets of a key that is not written as `whsec_` and base64; 192 bits are the least (Standard Webhooks). */
const SHORTEST_SECRET = 24;
const isSecret = (secret: string): boolean => {
  if (!secret.startsWith('whsec_')) return Buffer.byteLength(secret) >= SHORTEST_SECRET;
  const base64 = secret.slice('whsec_'.length);
  const octets = Buffer.from(base64, 'base64');
  return octets.length >= SHORTEST_SECRET && octets.length <= 64 && octets.toString('base64') === base64;
};

/** Where events of tickets go. */
export const webhooks = z
  .array(
    z
      .strictObject({
        name: text
          .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be 1 to 40 small letters, digits, - and _')
          .describe('What the command line, metrics and logs call it; what waits for it is kept under this name'),
        url: z
          .url('must be a URL')
          .refine(
            (url) => !URL.canParse(url) || isPlainUrl(url),
            'must be https:// or http://, without a user or password',
          )
          .describe('Where events are posted; redirects are not followed'),
        secret: text
          .refine(
            isSecret,
            'must be whsec_ and 24 to 64 octets in base64, for example from: echo "whsec_$(openssl rand -base64 32)"',
          )
          .describe('The key of the signatures, of this receiver alone'),
        events: z
          .array(z.enum(WEBHOOK_EVENTS))
          .min(1, 'must name an event; leave the key out for all of them')
          .default([...WEBHOOK_EVENTS])
          .describe('Which events it is told of; all unless some are named'),
        teams: z.array(text).default([]).describe('Only tickets of these teams; none named: of all'),
        companies: z.array(text).default([]).describe('Only tickets of these companies; none named: of all'),
        include: z
          .array(z.enum(['people', 'words'], { error: 'must be people or words' }))
          .default([])
          .describe('people: names and addresses; words: subjects and what was written for the customer to read'),
        cleartext: z
          .boolean()
          .default(false)
          .describe('True only for http:// inside your own network: everybody on the way can read it'),
      })
      .refine(
        ({ url, cleartext }) => cleartext || !URL.canParse(url) || url.startsWith('https:') || isLoopbackUrl(url),
        {
          path: ['url'],
          message: 'must be https://, or say cleartext: true',
        },
      ),
  )
  .default([])
  .describe('Programs that follow tickets: CRM, issue trackers. Off unless there is one');
