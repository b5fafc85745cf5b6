import { isToldCommand, type OutcomeCode } from '../../ticket/command-outcome.ts';
import type { TranscriptLine } from '../../ticket/letters.ts';
import { STATES } from '../../ticket/ticket.ts';
import { COMMANDS } from '../../words/commands.ts';
import { meaningOf } from '../../words/letters-wanted.ts';
import type { Locale } from '../../words/locale.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { categoryLabel, urgencyLabel } from './ticket-view.ts';
import { absenceText } from './time/absence-text.ts';
import { momentText } from './time/times.ts';

/** What became of a command, in words. */
export function outcomeText({ result, detail }: TranscriptLine, facts: LetterFacts): string {
  const { punctuation, ticket } = wordsOf(facts.locale);
  const shown = detailText(result, detail, facts);
  const kinds = Object.values(ticket.resolutionKind).join(punctuation.separator);
  return template(result, facts.locale)
    .replace('{kinds}', kinds)
    .replace('{}', shown === '' ? '' : `${punctuation.colon}${shown}`);
}

/** A command that was done says so in its row. */
const template = (result: OutcomeCode, locale: Locale): string =>
  isToldCommand(result) ? COMMANDS[result].done[locale] : wordsOf(locale).outcomes[result];

/** Details are addresses of staff, moments in ISO 8601, canonical values or words, as their code tells. */
function detailText(result: OutcomeCode, detail: string, facts: LetterFacts): string {
  const { locale, names } = facts;
  const { punctuation } = wordsOf(locale);
  if (detail === '') return '';
  switch (result) {
    case 'eta':
    case 'later':
    case 'recurring':
    case 'time_passed':
      return momentText(new Date(detail), facts);
    case 'remind':
      return reminderText(detail, facts);
    case 'urgency':
      return urgencyLabel(detail, locale);
    case 'notify':
      return meaningOf(detail, locale);
    case 'category':
      return categoryLabel(detail, locale);
    case 'missing':
    case 'parts_missing':
    case 'record_completed':
      return detail
        .split(', ')
        .map((part) => partName(part, locale))
        .join(punctuation.separator);
    case 'progress_internal':
    case 'progress_own_part':
    case 'progress_state':
    case 'resolve':
    case 'waits_for_approval':
    case 'not_your_approval':
      return detail
        .split(', ')
        .map((address) => names?.[address] ?? address)
        .join(punctuation.separator);
    case 'away':
    case 'back':
    case 'absence_overlaps':
    case 'period_reversed':
    case 'substitute_away':
    case 'is_away':
      return absenceText(detail, facts);
    case 'status':
      return detail
        .split(' · ')
        .map((part) => statusPart(part, facts))
        .join(punctuation.separator);
    default:
      return names?.[detail] ?? detail;
  }
}

/** When, and which one it is where it was put off. */
function reminderText(detail: string, facts: LetterFacts): string {
  const [at = '', ...which] = detail.split(' ');
  const moment = momentText(new Date(at), facts);
  const { punctuation } = wordsOf(facts.locale);
  return which.length === 0 ? moment : `${moment}${punctuation.parenthesised(which.join(' '))}`;
}

const partName = (part: string, locale: Locale): string =>
  Object.entries(wordsOf(locale).parts).find(([name]) => name === part)?.[1] ?? part;

function incidentPart(field: string, value: string, facts: LetterFacts): string {
  const { incident, punctuation } = wordsOf(facts.locale);
  const { summary, state, untold } = incident;
  if (field === 'state') return state[value as keyof typeof state];
  const label = summary[field as keyof typeof summary] ?? field;
  const isMoment = field === 'toldAt' && value !== '';
  const shown = isMoment ? momentText(new Date(value), facts) : value === '' ? untold : (facts.names?.[value] ?? value);
  return `${label}${punctuation.colon}${shown}`;
}

/** A ticket's state, its urgency, who has it, and when something is due; of an incident a field of its summary. */
function statusPart(part: string, facts: LetterFacts): string {
  const { locale, names } = facts;
  const [field, value] = part.split('=');
  if (field !== undefined && value !== undefined) return incidentPart(field, value, facts);
  const state = STATES.find((known) => known === part);
  if (state !== undefined) return wordsOf(locale).ticket.state[state];
  if (/^\d{4}-\d{2}-\d{2}T/.test(part)) return momentText(new Date(part), facts);
  return names?.[part] ?? urgencyLabel(part, locale);
}
