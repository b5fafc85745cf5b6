import type { CannedAnswer } from '../ticket/canned/canned-answer.ts';
import type { Database } from './connection/connection.ts';
import { asc } from './drizzle.ts';
import { cannedAnswer } from './schema.ts';

/** All canned answers, a row a language, by name. */
export const loadCannedAnswers = (db: Database): Promise<CannedAnswer[]> =>
  db.select().from(cannedAnswer).orderBy(asc(cannedAnswer.answer), asc(cannedAnswer.locale));
