import { z } from 'zod';
import { count } from './values.ts';

/** The part of the schema that says how much is too much. */
export const limits = z
  .strictObject({
    acknowledgements: z
      .strictObject({
        perSenderHour: count.default(3).describe('To one sender in an hour'),
        perSenderDay: count.default(10).describe('To one sender in a day'),
        perDomainHour: count.default(50).describe('To one domain in an hour; not asked of public mail providers'),
        perHour: count.default(300).describe('In an hour, in all'),
      })
      .prefault({})
      .describe('Acknowledgements that are sent; 0: no limit. Counted apart for proven and unproven senders'),
    newcomersPerHour: count
      .nullable()
      .default(null)
      .describe(
        'Tickets an hour that unproven senders open; mail beyond them waits in quarantine. 0: no limit; null: a twentieth of perHour',
      ),
    automaticPerTicketDay: count.default(10).describe('Automatic letters a day to the customer of a ticket'),
    incidentTicketsPerMinute: count
      .default(600)
      .describe('Tickets a minute whose customers get what is written to all customers of an incident; 0: no limit'),
    mailSize: count.default(50 * 1024 * 1024).describe('Octets; a larger mail is quarantined unread'),
  })
  .transform((limits) => ({
    ...limits,
    newcomersPerHour: limits.newcomersPerHour ?? Math.ceil(limits.acknowledgements.perHour / 20),
  }))
  .prefault({})
  .describe('What a flood cannot exceed');
