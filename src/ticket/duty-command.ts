import type { Staff } from '../people/person.ts';
import type { Refusal } from './change.ts';
import type { DutyOverride } from './duty.ts';
import type { Context } from './event.ts';
import { parseTime } from './human-time.ts';
import { personNamed } from './named.ts';

const ON_OR_OFF = /^(on|off|上班|在岗|下班|离岗|休假|请假)(?=\s|$)\s*(?:until\s+|till\s+|至\s*|到\s*)?(.*)$/iu;
const ON: ReadonlySet<string> = new Set(['on', '上班', '在岗']);

/** `#onduty 李工 off`, `#值班 li@desk.example 休假 到 周五18:00`: whose duty changes from now on, and until when. */
export function readDuty(
  argument: string,
  context: Context,
): { readonly staff: Staff; readonly override: DutyOverride } | Refusal {
  const named = personNamed(argument, context);
  if (named === null) return { refused: 'no_such_person', detail: argument };
  const [, word = '', until = ''] = ON_OR_OFF.exec(named.rest) ?? [];
  if (word === '') return { refused: 'on_or_off', detail: named.rest };
  const to = until === '' ? null : parseTime(until, context.now, context.policy.timezone);
  if (until !== '' && to === null) return { refused: 'no_time', detail: until };
  const duty = ON.has(word.toLowerCase()) ? 'on' : 'off';
  return { staff: named.to.person, override: { duty, from: context.now, to } };
}
