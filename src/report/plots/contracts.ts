import type { Figure } from '../../letter/facts.ts';
import { wordsOf } from '../../words/words.ts';
import type { ContractFigures } from '../contract.ts';
import { durationText, numberText, percent, type Reader } from './written.ts';

/** A line a contract; nothing where there are none. Only staff read that one is over, others until when it holds. */
export function contracts(
  figures: readonly ContractFigures[],
  audience: 'staff' | 'managers',
  reader: Reader,
): readonly Figure[] {
  const { figures: words, glance, punctuation } = wordsOf(reader.locale);
  if (figures.length === 0) return [];
  const nameOf = ({ name, until, expired }: ContractFigures): string => {
    if (audience === 'staff') return expired ? glance.contract.expired.replace('{}', () => name) : name;
    return until === null ? name : name + punctuation.parenthesised(words.until.replace('{}', until));
  };
  return [
    {
      kind: 'table',
      heading: words.contracts,
      columns: [words.contract, words.opened, words.kept, words.lateUpdates, words.contractEffort],
      rows: figures.map((each) => [
        nameOf(each),
        numberText(each.opened, reader),
        each.due === 0 ? words.none : `${percent(each.kept / each.due, reader)} · ${each.kept}/${each.due}`,
        numberText(each.lateUpdates, reader),
        effortText(each, reader),
      ]),
    },
  ];
}

function effortText({ minutes, minutesPerMonth }: ContractFigures, reader: Reader): string {
  const used = durationText(minutes, reader);
  if (minutesPerMonth === null) return used;
  const most = durationText(minutesPerMonth, reader);
  return wordsOf(reader.locale).figures.ofEffort.replace('{}', used).replace('{}', most);
}
