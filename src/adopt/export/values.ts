import { readAddresses } from '../../mail/mime/address.ts';
import type { ExportedPerson } from './exported-ticket.ts';

/** Values of an export as they come: anything may be missing, or be of another type. */
export type Values = Readonly<Record<string, unknown>>;

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a list; of anything else none. */
export const valuesIn = (value: unknown): Values[] => (Array.isArray(value) ? value.filter(isValues) : []);

/** The first of these fields that has text or a number, as text; empty without any. */
export function textOf(values: Values, ...fields: readonly string[]): string {
  for (const field of fields) {
    const value = values[field];
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return '';
}

/** The people whom a header-like text names. */
export const peopleIn = (text: string): ExportedPerson[] =>
  readAddresses(text)
    .map(({ name, address }) => ({ name, address }))
    .filter(({ address }) => address.includes('@'));

/** A field that one exporter writes as true, another as 1 and a third as "1". */
export const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';
