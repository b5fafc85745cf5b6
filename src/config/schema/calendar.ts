import { z } from 'zod';
import { isDay, someHours, text } from './values.ts';

/** The part of the schema that says in which time deadlines run: that of the desk, and of a contract. */

const days = z
  .array(text.refine(isDay, 'must be a day such as "2026-12-25"'))
  .default([])
  .describe('Days off beside the public holidays');

const always = z.strictObject({ kind: z.literal('always') });

const working = {
  kind: z.literal('working'),
  hours: someHours.describe('Working hours, mon-fri: "09:00-18:00"'),
  holidays: z.enum(['CN', 'none']).default('none').describe('CN: Chinese public holidays, with make-up workdays'),
  closed: days,
};

/** In the zone of the desk. */
export const calendar = z.discriminatedUnion('kind', [always, z.strictObject(working)]);
