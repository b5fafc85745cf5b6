/**
 * What a template sees of a letter: facts become words of the reader's language, times of their zone, and links that
 * open a prepared answer. Templates only place what is made here, so that no sentence or decision hides in them.
 */

import Handlebars from 'handlebars';
import { spelledIn } from '../../mail/meaning/command.ts';
import { mayUse } from '../../people/authority.ts';
import { SIGNED_STATES } from '../../people/signed.ts';
import { isPossible } from '../../ticket/transition.ts';
import { COMMAND_NAMES, commandRow } from '../../words/commands.ts';
import { reasonWords } from '../../words/reasons.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { headerText } from '../header-text.ts';
import { LETTERS, letterRow, shows } from '../kinds.ts';
import { safeHtml } from '../safe-html.ts';
import { actionLink, actionsOf, certificateLink } from './actions.ts';
import { becauseText } from './because.ts';
import { caseView } from './case-view.ts';
import { copied, copiedBeside } from './copied.ts';
import { copiesView } from './copies-view.ts';
import { digestView, periodView } from './digest-view.ts';
import { figureView } from './figure-view.ts';
import { gistOf, glanceView, stripeOf } from './glance.ts';
import { incidentView } from './incident-view.ts';
import { linkView } from './link-view.ts';
import { listView } from './list-view.ts';
import { outcomeText } from './outcomes.ts';
import { prose } from './prose.ts';
import { suggestedView } from './suggested-view.ts';
import { categoryLabel, formRows, isInWords, parenthesis, person, summaryRows, ticketView } from './ticket-view.ts';
import { absenceView } from './time/absence-text.ts';
import { momentText, zoneText } from './time/times.ts';
import { workingHoursText } from './time/working-hours.ts';
import { valuesOf } from './values.ts';

/**
 * What templates see: strings, lists of strings and records of them; what does not apply is empty or null, never
 * absent.
 */
export type View = ReturnType<typeof viewOf>;

/** Content-ID of the logo within a letter (RFC 2392). */
export const LOGO_CID = 'logo@tsdesk';

const isAboutIncident = ({ name }: { readonly name: string }): boolean =>
  name === 'link_incident' || name === 'open_incident';

/** Hex digits as people compare them. */
const inGroups = (fingerprint: string): string => fingerprint.toUpperCase().replace(/.{4}(?=.)/g, '$& ');

/** Characters of a name in a certificate: whoever made it wrote there what they liked. */
const NAME_MAX = 100;

/** What the signature of the customer's last mail proves; `is` has one of its names for the template to ask for. */
function signedView(ticket: LetterFacts['ticket']) {
  const signed = ticket?.signed;
  if (signed === undefined) return null;
  const { is, name, address, fingerprint, issuer, trusted, unproven } = signed;
  return {
    is: Object.fromEntries(SIGNED_STATES.map((state) => [state, state === is])),
    name: headerText(name || address, NAME_MAX),
    address,
    fingerprint: inGroups(fingerprint.slice(-16)),
    whole: inGroups(fingerprint),
    short: fingerprint.slice(0, 16),
    issuer: headerText(issuer, NAME_MAX),
    trusted: trusted === true,
    unproven: unproven === true,
  };
}

/** The facts as templates read them. */
export function viewOf(facts: LetterFacts) {
  const { locale, ticket, addresses } = facts;
  const words = wordsOf(locale);
  const actions = actionsOf(facts).map(linkView);
  // Where the tickets that look alike are shown it stands with them, and leaves the top to the reader's work.
  const incidentLink = shows(facts.kind, 'similar') ? (actions.find(isAboutIncident) ?? null) : null;
  const certifying = certificateLink(facts);
  const form = ticket === null ? [] : formRows(ticket, facts);
  return {
    locale,
    colon: words.punctuation.colon,
    desk: { ...facts.desk, logo: facts.desk.logo === null ? '' : LOGO_CID, signature: deskSignature(facts) },
    recipient: person(facts.recipient),
    ref: facts.ref,
    number: ticket?.number ?? '',
    ticket: ticket === null ? null : ticketView(ticket, facts),
    glance: glanceView(facts),
    mark: markView(facts),
    gist: gistOf(facts),
    zone: zoneView(facts),
    because: becauseText(facts),
    encrypted: ticket?.encrypted === true,
    confidential: ticket?.confidential === true,
    signed: signedView(ticket),
    certify: certifying === null ? null : linkView(certifying),
    ownKeys: (facts.ownKeys ?? []).map(({ name, fingerprint }) => ({ name, fingerprint: inGroups(fingerprint) })),
    mineCommand: `#${commandRow('mine').words[locale][0]}`,
    askCommand: `#${commandRow('ask').words[locale][0]}`,
    incidentCommand: `#${commandRow('incident').words[locale][0]}`,
    recurringCommand: `#${commandRow('recurring').words[locale][0]}`,
    closeCommand: `#${commandRow('close').words[locale][0]}`,
    announceCommand: `#${commandRow('announce').words[locale][0]}`,
    resolveCommand: `#${commandRow('resolve').words[locale][0]}`,
    awayCommand: `#${commandRow('away').words[locale][0]}`,
    backCommand: `#${commandRow('back').words[locale][0]}`,
    notifyCommand: `#${commandRow('notify').words[locale][0]}`,
    articleCommand: `#${commandRow('article').words[locale][0]}`,
    replyCommand: `#${commandRow('reply').words[locale][0]}`,
    keepCommand: `#${commandRow('keep').words[locale][0]}`,
    forgetCommand: `#${commandRow('forget').words[locale][0]}`,
    customerCommand: `#${commandRow('customer').words[locale][0]}`,
    form,
    known: form.filter((row) => !row.missing && !isInWords(row, facts)),
    formIncomplete: form.some((row) => row.missing),
    formRead: (ticket?.form.read ?? []).length > 0,
    links: (ticket?.form.links ?? []).map(({ url, name, expires }) => ({
      name: name ?? url,
      url,
      expires: expires ?? '',
    })),
    summary: ticket === null || LETTERS[facts.kind].audience !== 'staff' ? [] : summaryRows(ticket, facts),
    words: prose(facts.words ?? ''),
    signature: [facts.speaker?.title, facts.speaker?.phone].filter(Boolean).join(' · '),
    setOff: letterRow(facts.kind).audience === 'staff' || shows(facts.kind, 'reply'),
    values: valuesOf(facts),
    received: facts.received ?? [],
    copied: copied(facts),
    copiedBeside: copiedBeside(facts),
    admit: actions.find((action) => action.name === 'admit') ?? null,
    takeBack: actions.find((action) => action.name === 'take_back') ?? null,
    resolve: actions.find((action) => action.name === 'resolve') ?? null,
    send: actions.find((action) => action.name === 'send') ?? null,
    attachments: (facts.attachments ?? []).map((attachment) => attachment.name),
    leftOut: (facts.leftOut ?? []).map(({ name, reason }) => `${name}${parenthesis(words.withheld[reason], locale)}`),
    ...filesKeptView(facts),
    action: actions[0] ?? null,
    otherActions: actions.slice(1).filter((action) => action !== incidentLink),
    incidentLink,
    actions,
    solved: actions.find((action) => action.name === 'solved') ?? null,
    stillOpen: actions.find((action) => action.name === 'still_open') ?? null,
    ratings: facts.unrated ? [] : actions.filter((action) => action.name.startsWith('rate')),
    solvedAddress: addresses.solved ?? addresses.reply,
    stillOpenAddress: addresses.stillOpen ?? addresses.reply,
    workingHours: facts.workingHours === undefined ? '' : workingHoursText(facts.workingHours, locale),
    ...transcriptView(facts),
    commands: facts.kind === 'help' ? helpView(facts) : [],
    collected: facts.collected ?? [],
    copies: copiesView(facts),
    original: originalView(facts),
    customer: customerView(facts),
    ...caseView(facts),
    draft: draftView(facts),
    ...matchViews(facts),
    suggested: suggestedView(facts),
    heldMails: heldMailViews(facts),
    digest: digestView(facts),
    list: listView(facts),
    incident: incidentView(facts),
    absence: absenceView(facts),
    period: periodView(facts),
    figures: (facts.figures ?? []).map(figureView),
    ...numbersFirst(facts),
  };
}

/** Its lines; colleagues know whose desk it is. */
const deskSignature = ({ kind, desk }: LetterFacts): readonly string[] =>
  desk.signature && letterRow(kind).audience !== 'staff' ? desk.signature.trim().split(/\r?\n/) : [];

/** The figures of a digest in two: its numbers stand at the top, its plots at the end. */
function numbersFirst({ figures = [] }: LetterFacts) {
  const isNumbers = ({ kind }: (typeof figures)[number]): boolean => kind === 'tiles';
  return {
    numbers: figures.filter(isNumbers).map(figureView),
    plots: figures.filter((figure) => !isNumbers(figure)).map(figureView),
  };
}

/** The stripe: its word, and which it is for the colour. */
function markView(facts: LetterFacts) {
  const mark = stripeOf(facts);
  if (mark === null) return null;
  const is = (each: typeof mark): boolean => each === mark;
  return { word: wordsOf(facts.locale).glance.mark[mark], reminder: is('reminder'), escalation: is('escalation') };
}

/** Whose clock the times of a letter are; empty where it has none. */
const zoneView = (facts: LetterFacts): string =>
  letterRow(facts.kind).timeless ? '' : wordsOf(facts.locale).times.zone.replace('{}', zoneText(facts));

/** What the relay found too large, and whom to ask for it. */
function filesKeptView({ leftOut = [], kind, locale }: LetterFacts) {
  const filesKeptNames = leftOut.filter(({ reason }) => reason === 'relay_limit').map(({ name }) => name);
  const filesKept =
    filesKeptNames.length === 0
      ? ''
      : wordsOf(locale).filesKept[LETTERS[kind].audience === 'staff' ? 'staff' : 'customer'];
  return { filesKept, filesKeptNames };
}

function transcriptView(facts: LetterFacts) {
  const lines = facts.transcript ?? [];
  return {
    transcript: lines.map((line) => ({
      command: spelledIn(facts.locale, line.command),
      done: line.done,
      result: outcomeText(line, facts),
    })),
    keptAsNote: lines.some((line) => line.result === 'kept_as_note'),
  };
}

/** The commands the reader may use, in the order of the table; a line for each form. */
const helpView = ({ locale, readerRoles = [] }: LetterFacts) =>
  COMMAND_NAMES.filter((name) => mayUse(name, readerRoles)).flatMap((name) => {
    const { words, help } = commandRow(name);
    return help[locale].map(({ argument, does }) => ({ usage: `#${words[locale][0]} ${argument}`.trim(), does }));
  });

/** Null also when the whole mail says no more than its new words. */
function originalView({ original, words = '', attachments = [] }: LetterFacts) {
  if (original === undefined || (original.html === null && original.text.trim() === words.trim())) return null;
  // HTML already: reduced to the allow-list here, nowhere else.
  const cids = new Set(attachments.flatMap(({ inline, cid }) => (inline && cid !== null ? [cid] : [])));
  const html = original.html === null ? '' : new Handlebars.SafeString(safeHtml(original.html, cids));
  return { from: person(original.from), text: prose(original.text), html };
}

function customerView({ customer }: LetterFacts) {
  if (customer === undefined) return null;
  const { company, ticketsBefore, openTickets, lastSatisfaction } = customer;
  return {
    company: company ?? '',
    ticketsBefore: String(ticketsBefore),
    openTickets: String(openTickets),
    lastSatisfaction: lastSatisfaction === null ? '' : String(lastSatisfaction),
  };
}

function draftView({ draft, locale }: LetterFacts) {
  if (draft === undefined) return null;
  return {
    title: draft.title,
    module: draft.module,
    category: categoryLabel(draft.category, locale),
    symptom: prose(draft.symptom),
    cause: prose(draft.cause),
    steps: prose(draft.steps),
    caution: prose(draft.caution),
    tags: draft.tags.join(wordsOf(locale).punctuation.separator),
    source: draft.source,
  };
}

function matchViews(facts: LetterFacts) {
  const { articles = [], pastTickets = [] } = facts;
  const shown = articles.map((match) => ({
    ...match,
    number: String(match.number),
    score: percent(match.score),
    steps: prose(match.steps),
    put: putLink(facts, match.number),
  }));
  return {
    articles: shown,
    found: shown.length + pastTickets.length > 0,
    article: shown.find((match) => match.confident) ?? null,
    pastTickets: pastTickets.map((past) => ({ ...past, score: percent(past.score), solution: prose(past.solution) })),
  };
}

/** Opens an answer to the customer with the article in it; null where there is nobody to answer. */
function putLink(facts: LetterFacts, article: number) {
  const { kind, ticket, addresses } = facts;
  if (ticket === null || letterRow(kind).audience !== 'staff' || !isPossible(ticket, 'reply')) return null;
  const about = { number: ticket.number, address: addresses.reply };
  return linkView(actionLink('send_article', { ...facts, values: { asked: String(article) } }, about));
}

function heldMailViews(facts: LetterFacts) {
  return (facts.heldMails ?? []).map((mail) => ({
    ...mail,
    reason: reasonWords(mail.reason, facts.locale),
    receivedAt: momentText(mail.receivedAt, facts),
    action: linkView(
      actionLink(
        mail.action,
        { ...facts, ref: mail.ref },
        { number: '', address: mail.release === '' ? facts.desk.address : mail.release },
      ),
    ),
  }));
}

const percent = (share: number): string => `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
