import { readCommands } from '../../mail/meaning/command.ts';
import { besideForm, withoutHoles } from '../../mail/meaning/form.ts';
import type { AlikeTicket } from '../../ticket/alike.ts';
import type { AnalysisFinding, Ticket } from '../../ticket/ticket.ts';
import { COMMANDS, type CommandName, commandRow } from '../../words/commands.ts';
import type { FormField } from '../../words/language.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { EarlierWords, LetterFacts } from '../facts.ts';
import { prose } from './prose.ts';
import { formRows, person, staffName } from './ticket-view.ts';
import { momentText } from './time/times.ts';

/** Passages shown of what was written before; the earlier ones are in the ticket. */
const MOST_PASSAGES = 10;

/**
 * A ticket as somebody who takes it up reads it, in four sections and nothing twice: who the customer is, what the
 * matter is, what was checked, and what the customer wants.
 */
export function caseView(facts: LetterFacts) {
  const { ticket, since = [], latest = null } = facts;
  const notes = since.flatMap((each) => (each.byStaff ? noteOf(each, facts.locale) : []));
  const later = since.filter((each) => !each.byStaff && each !== latest);
  return {
    statement: prose(ticket === null ? '' : statementOf(ticket, facts.words ?? '')),
    caseRows: {
      customer: rowsFor(['company', 'contact', 'contactDetails'], facts),
      problem: rowsFor(['businessImpact', 'occurredAt', 'environment', 'errorCode'], facts),
      tried: rowsFor(['tried'], facts),
      wanted: rowsFor(['wanted', 'wantedBy'], facts),
    },
    findings: (ticket?.findings ?? []).map((finding) => findingView(finding, facts)),
    notes: notes.slice(-MOST_PASSAGES).map((each) => passage(each, facts)),
    since: later.slice(-MOST_PASSAGES).map((each) => passage(each, facts)),
    latest: latest === null ? null : passage(latest, facts),
    handOver: handOverView(ticket, facts),
    alike: (facts.alike ?? []).slice(0, MOST_PASSAGES).map((each) => alikeText(each)),
  };
}

/** `TS20261123009 远山物流：打不开`. */
export const alikeText = ({ number, company, requester, subject, incident }: AlikeTicket): string =>
  [number, company ?? requester.name, subject, incident].filter(Boolean).join(' · ');

/** The fields of the form that have a value. */
const rowsFor = (fields: readonly FormField[], facts: LetterFacts) =>
  facts.ticket === null ? [] : formRows(facts.ticket, facts, fields).filter(({ missing }) => !missing);

/**
 * What the matter is, in the words it was told in. Of a filled-in form the description and what stands beside the form:
 * the other fields have rows of their own.
 */
function statementOf({ form }: Ticket, words: string): string {
  // Older tickets have it with the holes that the form left.
  const description = withoutHoles(form.description ?? '');
  const beside = besideForm(words);
  const isForm = Object.keys(form).some((field) => !UNLABELLED.has(field) && !form.read?.includes(field));
  if (!isForm && description === beside) return words;
  return beside.includes(description) ? beside : [description, beside].filter(Boolean).join('\n');
}

const UNLABELLED = new Set(['description', 'links', 'read', 'occurredInstant', 'wantedInstant']);

function findingView({ checked, suspected, by, at }: AnalysisFinding, facts: LetterFacts) {
  const { ticket, punctuation } = wordsOf(facts.locale);
  const lines = [
    ...(checked === '' ? [] : [`${ticket.finding.checked}${punctuation.colon}${checked}`]),
    ...(suspected === '' ? [] : [`${ticket.finding.suspected}${punctuation.colon}${suspected}`]),
  ];
  return passage({ from: { name: staffName(by, facts), address: by }, at, words: lines.join('\n') }, facts);
}

function passage({ from, at, words }: Omit<EarlierWords, 'byStaff'>, facts: LetterFacts) {
  return { from: person(from), at: momentText(at, facts), words: prose(words) };
}

/** Commands whose words stand in a section of their own. */
const SHOWN_ELSEWHERE: ReadonlySet<CommandName> = new Set(['analysis', 'resolve', 'decline']);

/** What a colleague wrote, with the names of commands in place of `#…`; none where it was only administration. */
function noteOf(entry: EarlierWords, locale: Locale): readonly EarlierWords[] {
  const { commands, unknownCommands } = readCommands(entry.words);
  if (commands.length + unknownCommands.length === 0) return [entry];
  const { colon } = wordsOf(locale).punctuation;
  const said = commands.flatMap(({ name, argument, text }) => {
    const words = [argument, text].filter(Boolean).join('\n');
    if (words === '' || !commandRow(name).takesText || SHOWN_ELSEWHERE.has(name)) return [];
    return [`${titleOf(name, locale)}${colon}${words.includes('\n') ? '\n' : ''}${words}`];
  });
  return said.length === 0 ? [] : [{ ...entry, words: said.join('\n') }];
}

const titleOf = (name: CommandName, locale: Locale): string => {
  const word = COMMANDS[name].words[locale][0];
  return word.charAt(0).toUpperCase() + word.slice(1);
};

/** How it came to the reader: one of the reasons holds; none, and `given` neither, for a new ticket. */
function handOverView(ticket: Ticket | null, facts: LetterFacts) {
  const { why, by, words } = ticket?.handOver ?? { why: null, by: '', words: '' };
  return {
    given: why !== null,
    declined: why === 'declined',
    lapsed: why === 'lapsed',
    assigned: why === 'assigned',
    reopened: why === 'reopened',
    escalated: why === 'escalated',
    away: why === 'away',
    by: by === '' ? '' : staffName(by, facts),
    words: prose(words),
  };
}
