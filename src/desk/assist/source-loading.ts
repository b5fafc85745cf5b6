import type { AssistSource } from '../../assist/source.ts';
import { sameAddress } from '../../people/address.ts';
import { articlesByNumber } from '../../store/article.ts';
import type { AssistTask } from '../../ticket/suggested/suggestion.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { deskOf } from '../brand/brand.ts';
import type { Desk } from '../desk.ts';
import { loadKnown, shownArticle } from '../knowledge.ts';
import { loadConversation } from '../letters/conversation.ts';

/** What a question about a ticket is made from, as it is stored now. */
export async function loadSource(
  whole: Desk,
  ticket: Ticket,
  { purpose, language }: Pick<AssistTask, 'purpose' | 'language'>,
): Promise<AssistSource> {
  const desk = deskOf(whole, ticket.brand);
  const [entries, articles] = await Promise.all([
    loadConversation(desk, ticket, { incoming: null, said: [] }),
    purpose === 'answer' ? approvedFor(desk, ticket) : [],
  ]);
  const conversation = entries.map(
    ({ from, words }) => ({ by: isStaff(desk, from.address) ? 'staff' : 'customer', words }) as const,
  );
  return {
    subject: ticket.subject,
    words: conversation.findLast(({ by }) => by === 'customer')?.words ?? '',
    language,
    form: ticket.form,
    urgencyKnown: ticket.urgencyReason.source !== 'default',
    categories: desk.config.categories,
    conversation,
    articles,
    staffLanguage: desk.config.desk.locale,
    customerLanguage: ticket.locale,
  };
}

const isStaff = ({ directory }: Desk, address: string): boolean =>
  directory.staff.some(({ email }) => sameAddress(email, address));

async function approvedFor(desk: Desk, ticket: Ticket): Promise<AssistSource['articles']> {
  const { articles } = await loadKnown(desk, ticket, []);
  const found = await articlesByNumber(
    desk.db,
    articles.map(({ number }) => number),
  );
  return found.map(shownArticle).filter(({ approved }) => approved);
}
