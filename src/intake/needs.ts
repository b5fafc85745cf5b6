import type { CanonicalAddress } from '../people/address.ts';
import type { Answering } from '../store/answered.ts';
import type { LetterKind } from '../ticket/letters.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Lookups } from './context.ts';

/**
 * What has to be looked up before a mail can be decided. Each rule names its own, from what is known of the mail by
 * then, so that nothing is asked which the decision does not look at. What is absent is not looked up.
 */
export type Needs = {
  /** Ids. */
  readonly tickets?: readonly string[];
  readonly ticketNumbers?: readonly string[];
  readonly letters?: { readonly idTails: readonly string[]; readonly messageIds: readonly string[] };
  /** The tickets of those letters, of whichever brand, and with them the people of theirs. */
  readonly ofLetters?: true;
  readonly scan?: boolean;
  readonly everWrittenTo?: CanonicalAddress;
  readonly roster?: boolean;
  /** The kind of acknowledgement that is due to the sender. */
  readonly acknowledged?: LetterKind;
  /** The address of an unproven sender who would open a ticket. */
  readonly newcomer?: CanonicalAddress;
  /** A requester's. */
  readonly customer?: CanonicalAddress;
  readonly alerts?: { readonly kind: LetterKind; readonly address: string };
  /** What an answer to the customer is written against. */
  readonly answering?: Answering;
  /** What a yes or no is written against. */
  readonly letterAnswered?: Answering;
  /** Tickets that are made again. */
  readonly recurring?: boolean;
  /** How the fingerprints of certificates begin. */
  readonly certificates?: readonly string[];
  /** Whether somebody was asked about that absence, by the local day it ends; null for one of unknown length. */
  readonly absenceQuestion?: { readonly email: string; readonly endsOn: string | null };
  readonly waiting?: { readonly mailId: number; readonly outcome: 'held' | 'quarantined' };
  /** The end of its id, in hexadecimal digits. */
  readonly article?: string;
  /** The numbers of articles. */
  readonly articleNumbers?: readonly number[];
  /** The canned answers. */
  readonly answers?: true;
  /** The tickets that others are split off from. */
  readonly splits?: readonly Ticket[];
  /**
   * Ids of the tickets that others are split off from. Each gets a number drawn for it before the decision, the only
   * need whose loading uses something up: the number stands in the transcript and in the history of both tickets. A
   * decision that opens nothing leaves a gap.
   */
  readonly numbers?: readonly string[];
  /** The number of the incident whose people are looked up. */
  readonly reach?: string;
  /** Which of the customers of an incident words to all of them name. */
  readonly customersNamed?: { readonly incident: string; readonly words: string };
  /** Numbers of incidents. */
  readonly incidents?: readonly string[];
  /** The incident that would be opened gets a number drawn, as tickets that are split off do. */
  readonly drawsIncident?: boolean;
};

export const NOTHING_LOOKED_UP: Lookups = {
  tickets: [],
  letters: { byToken: [], byMessageId: [] },
  scan: null,
  everWrittenTo: false,
  roster: [],
  acknowledged: null,
  newcomer: null,
  customer: null,
  alerts: 0,
  absenceAsked: false,
  recurring: [],
  certificates: [],
  waiting: null,
  article: null,
  insertable: { answers: [], articles: [] },
  splits: new Map(),
  numbers: new Map(),
  reach: null,
  customersNamed: [],
  incidents: [],
  incidentDrawn: null,
  spokenSince: [],
  letterAnswered: null,
  replaced: false,
};
