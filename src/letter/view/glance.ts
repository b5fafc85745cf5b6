import type { Ticket } from '../../ticket/ticket.ts';
import { AT_REST, type Due, nextDue } from '../../ticket/time/next-due.ts';
import type { LetterMark } from '../../words/language.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { headerText } from '../header-text.ts';
import { letterRow, type Section, shows } from '../kinds.ts';
import { contractText } from './contract-text.ts';
import { categoryLabel, urgencyLabel } from './ticket-view.ts';
import { momentText, spanText } from './time/times.ts';

/**
 * What a member of the staff sees of a ticket before the first scroll: its title, one line of facts, and the deadline
 * that comes next. Null in letters to customers and in those about no ticket.
 */
export function glanceView(facts: LetterFacts) {
  const { ticket, kind, locale } = facts;
  if (ticket === null || letterRow(kind).audience !== 'staff') return null;
  const parts = [urgencyLabel(ticket.urgency, locale), categoryLabel(ticket.category, locale), ticket.company ?? ''];
  return {
    title: titleOf(ticket),
    facts: headerText(parts.filter((part) => part !== '').join(' · '), TITLE_MAX),
    due: dueView(ticket, facts),
  };
}

/** Characters of a title. */
const TITLE_MAX = 200;

/** A stranger wrote it: one line. */
export const titleOf = ({ subject }: Pick<Ticket, 'subject'>): string => headerText(subject, TITLE_MAX);

/** The next deadline in words and by tone; null while no clock runs. */
function dueView(ticket: Ticket, facts: LetterFacts) {
  const { locale, timezone, now } = facts;
  const next = ticket.pausedAt === null ? (ownDue(facts) ?? nextDue(ticket)) : null;
  if (next === null) return null;
  const left = next.at.getTime() - now.getTime();
  return {
    name: wordsOf(locale).glance.due[next.name],
    at: momentText(next.at, { locale, timezone, now }),
    span: leftText(next, now, locale),
    contract: contractText(facts),
    late: left < 0,
    soon: left >= 0 && left < SOON_MS,
  };
}

/** What a reminder, or the word of a breach, is about; another deadline may come before it. */
function ownDue({ values: { span, dueAt = '' } = {} }: LetterFacts): Due | null {
  return (span === 'respond' || span === 'update') && dueAt !== '' ? { name: span, at: new Date(dueAt) } : null;
}

/** How long there is left, or how late it is. */
export function leftText({ at }: Due, now: Date, locale: Locale): string {
  const left = at.getTime() - now.getTime();
  const { left: leftWords, late: lateWords, justLate } = wordsOf(locale).glance;
  if (left < 0 && left > -MINUTE_MS) return justLate;
  return (left < 0 ? lateWords : leftWords).replace('{}', spanText(left, locale));
}

const MINUTE_MS = 60_000;

/** Less than that is no time to wait with it. */
const SOON_MS = 3_600_000;

/**
 * What a staff letter is about before a word is read: the stripe at its top. Urgent tickets carry one on every letter
 * that has none of its own.
 */
export function stripeOf({ kind, ticket }: LetterFacts): LetterMark | null {
  const { mark = null, audience } = letterRow(kind);
  if (mark !== null) return mark;
  return audience === 'staff' && ticket?.urgency === 'urgent' && !AT_REST.has(ticket.state) ? 'urgent' : null;
}

/** Characters of it; mail programs show some ninety beside the subject. */
const GIST_MAX = 120;

/**
 * The beginning of what a letter brings, for the line that mail programs show beside the subject: a person's words
 * where it shows any, else the solution, else, to staff, the title.
 */
export function gistOf({ words = '', ticket, kind }: LetterFacts): string {
  const said = SAID.some((section) => shows(kind, section)) ? words : '';
  const solution = kind === 'resolution' ? ticket?.resolution?.steps : '';
  const title = letterRow(kind).audience === 'staff' && ticket ? titleOf(ticket) : '';
  const text = said.trim() || solution || title;
  return text.length <= GIST_MAX ? headerText(text, GIST_MAX) : `${headerText(text, GIST_MAX)}…`;
}

/** Sections that are a person's words. */
const SAID: readonly Section[] = ['words', 'reply', 'problem'];
