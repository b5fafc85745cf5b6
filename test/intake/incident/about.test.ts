import { expect, test } from 'vitest';
import { speaksMore } from '../../../src/intake/incident/about.ts';
import type { Evidence, EvidenceLevel } from '../../../src/people/evidence.ts';

const by = (level: EvidenceLevel, ...fields: string[]): Evidence => ({ level, token: null, borrowed: false, fields });

test.each<[string, Evidence, Evidence, boolean]>([
  ['its letter, which answers a mail about the ticket', by('E4', 'to'), by('E4', 'references'), true],
  ['a letter about the ticket, after one of the incident', by('E4', 'references'), by('E4', 'to'), false],
  ['both addresses at once', by('E4', 'to'), by('E4', 'cc'), false],
  ['references to both', by('E4', 'in-reply-to'), by('E4', 'references'), false],
  ['its number, and a ticket’s number of somebody else', by('E2', 'subject'), by('E1', 'subject'), true],
  ['its number, below a letter about the ticket', by('E2', 'subject'), by('E4', 'references'), false],
  ['nothing about a ticket', by('E2', 'subject'), by('E0'), true],
])('a mail that answers %s is about the incident or not', (_, evidence, forTicket, expected) =>
  expect(speaksMore({ evidence }, forTicket)).toBe(expected),
);
