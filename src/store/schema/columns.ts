import { bigint, customType, sql, timestamp } from '../drizzle.ts';

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });
export const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
export const serial = (name: string) => bigint(name, { mode: 'number' });

/** When an open ticket is late; null without a deadline. An index of `ticket` has it. */
export const NEXT_DEADLINE = sql`least(case when responded_at is null then respond_by else update_by end, accept_by)`;
