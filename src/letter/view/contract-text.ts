import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';

type Told = Pick<LetterFacts, 'contract' | 'locale'>;

/** `大客户金牌（已到期）`, or that there is none; empty where the desk has no contracts. */
export function contractName({ contract, locale }: Told): string {
  if (contract === undefined) return '';
  const { expired, none } = wordsOf(locale).glance.contract;
  const { name } = contract;
  if (name === null) return none;
  return contract.expired ? expired.replace('{}', () => name) : name;
}

/** `合同：大客户金牌`, behind a deadline that comes from it. */
export function contractText(facts: Told): string {
  const name = contractName(facts);
  return facts.contract?.name ? wordsOf(facts.locale).glance.contract.of.replace('{}', () => name) : name;
}

/** The same in a list, where nothing is said of tickets without one. */
export const contractInList = (row: Pick<Told, 'contract'>, { locale }: Pick<Told, 'locale'>): string =>
  row.contract?.name ? contractText({ ...row, locale }) : '';
