import type { Customer, Staff } from './person.ts';

/** Who is known: all of it configured. */
export type Directory = {
  readonly staff: readonly Staff[];
  readonly customers: readonly Customer[];
  /** Addresses of website forms and groups that write on behalf of somebody else. */
  readonly gateways: readonly string[];
};

/** The registered addresses of all supervisors; none when nobody has that role. */
export const supervisorAddresses = ({ staff }: Pick<Directory, 'staff'>): string[] =>
  staff.filter(({ roles }) => roles.includes('supervisor')).map(({ email }) => email);
