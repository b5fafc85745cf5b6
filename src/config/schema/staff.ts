import { z } from 'zod';
import { address, hours, isDay, locale, someHours, text, urgencyName } from './values.ts';

/** The part of the schema that says who works for the desk, and what goes to whom. */

export const staff = z.strictObject({
  name: text.describe('As customers and colleagues know them'),
  email: address.describe('The registered address: commands are taken from it, alerts go to it'),
  roles: z
    .array(z.enum(['engineer', 'frontline', 'supervisor'], { error: 'must be engineer, frontline or supervisor' }))
    .min(1)
    .describe('engineer, frontline, supervisor'),
  teams: z.array(text).default([]).describe('Names of teams below'),
  capacity: z
    .number()
    .positive('must be above 0')
    .default(8)
    .describe('A weight: who carries least for their capacity gets the next ticket'),
  duty: hours.nullable().default(null).describe('Weekly roster in desk time; null: always on duty'),
  locale: locale.nullable().default(null).describe('Language of their letters; null: that of the desk'),
  title: z.string().default('').describe('Below their words to customers'),
  phone: z.string().default('').describe('Below their words to customers'),
  letters: z
    .enum(['all', 'needed', 'digest'], { error: 'must be all, needed or digest' })
    .default('needed')
    .describe('needed: a command that was simply done is not answered; all: it is; digest: copies come collected'),
  subjects: z
    .enum(['ticket', 'event'], { error: 'must be ticket or event' })
    .default('ticket')
    .describe('event: subjects begin with what has happened; ticket: one subject in every letter of a ticket'),
  digest: z
    .enum(['own', 'off'], { error: 'must be own or off' })
    .default('own')
    .describe('own: every morning what is theirs to do, when there is something; off: not'),
});

const onCall = z.strictObject({
  persons: z
    .array(address)
    .min(1, 'must name at least one person')
    .describe('Registered addresses, a week each, in this order'),
  handOver: text
    .regex(
      /^(mon|tue|wed|thu|fri|sat|sun) ([01]\d|2[0-3]):[0-5]\d$/,
      'must be a weekday and a time such as "mon 09:00"',
    )
    .default('mon 09:00')
    .describe('Weekday and desk time at which the next of them takes over'),
  from: text
    .refine(isDay, 'must be a day such as "2026-11-23"')
    .describe('A day of the week in which the first of them is on call'),
  outside: someHours
    .nullable()
    .default(null)
    .describe('The team’s own hours: outside them somebody is on call; null: the working hours of the calendar'),
});

export const team = z.strictObject({
  name: text.describe('Short name for the configuration and for commands'),
  categories: z.array(text).default([]).describe('Tickets of these categories go to it'),
  urgencies: z
    .array(urgencyName)
    .default(['urgent', 'high', 'medium', 'low'])
    .describe('Tickets of these urgencies go to it'),
  line: z
    .union([z.literal(1), z.literal(2)], { error: 'must be 1 or 2' })
    .default(1)
    .describe('Line 2 gets what is still open after a resolution'),
  onCall: onCall
    .nullable()
    .default(null)
    .describe('Who takes what is urgent outside the hours of the team; null: nobody'),
});

export const rule = z.strictObject({
  when: z
    .strictObject({
      words: z.array(text).optional().describe('Any of them, in subject or new words; case is ignored'),
      from: text.optional().describe('Address of the sender; * stands for any text'),
    })
    .describe('All of these must hold'),
  set: z
    .strictObject({
      urgency: urgencyName.optional().describe('Urgency of the ticket'),
      category: text.optional().describe('Category of the ticket'),
    })
    .describe('The first rule that sets a field wins'),
});
