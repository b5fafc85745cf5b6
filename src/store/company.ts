import type { SQL } from 'drizzle-orm';
import type { CompanyDomains } from '../people/identify.ts';
import { sql } from './drizzle.ts';

/** Whether a ticket's requester is somebody of the company: the longest domain that fits decides. */
export const isOfCompany = ({ own, others }: CompanyDomains): SQL => sql`(${longestFit(own)} > ${longestFit(others)})`;

const longestFit = (domains: readonly string[]): SQL => sql`coalesce((
  select max(length(d.domain)) from jsonb_array_elements_text(${JSON.stringify(domains)}::jsonb) as d(domain)
  where right(requester_canonical, length(d.domain) + 1) in ('@' || d.domain, '.' || d.domain)), 0)`;
