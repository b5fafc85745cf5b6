import { bigint, customType, timestamp } from '../drizzle.ts';

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });
export const tsvector = customType<{ data: string; driverData: string }>({ dataType: () => 'tsvector' });
export const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });
export const serial = (name: string) => bigint(name, { mode: 'number' });
