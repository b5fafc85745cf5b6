import { readFileSync } from 'node:fs';
import { checkConfig } from '../config/load.ts';
import { loadContext } from '../desk/staffing.ts';
import { sameAddress } from '../people/address.ts';
import { setDuty } from '../store/duty.ts';
import { openByAssignee } from '../store/staff-load.ts';
import { isAway } from '../ticket/absence/absence.ts';
import { parseTime } from '../ticket/text/human-time.ts';
import { personNamed } from '../ticket/text/named.ts';
import type { Absence } from '../ticket/time/duty.ts';
import { onDuty } from '../ticket/time/duty.ts';
import { onCallAt } from '../ticket/time/on-call.ts';
import { type DeskClock, deskClock } from './desk-time.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { AFTER_RELOAD, replaceConfiguration } from './replaced-configuration.ts';
import { type Run, withDesk } from './run.ts';
import { withStaffEntry } from './staff-entry.ts';

/** `tsdesk staff list` */
export async function listStaff(run: Run): Promise<undefined> {
  await withDesk(run, async (desk) => {
    const [{ roster, now, policy }, open] = await Promise.all([loadContext(desk), openByAssignee(desk.db)]);
    const calledNow = (team: (typeof policy.teams)[number], email: string): boolean =>
      sameAddress(onCallAt(team, now, policy)[0] ?? '', email);
    const rows = roster.map(({ staff, overrides, absences = [] }) => ({
      name: staff.name,
      address: staff.email,
      roles: staff.roles,
      teams: staff.teams,
      capacity: staff.capacity,
      onDuty: !isAway(roster, staff.email, now) && onDuty(staff, overrides, now, policy.timezone),
      onCallFor: policy.teams.filter((team) => calledNow(team, staff.email)).map(({ name }) => name),
      away: absences.map(({ from, to, substitute }) => ({ from, to, substitute })),
      open: open.get(staff.email) ?? 0,
    }));
    const at = deskClock(policy.timezone);
    list(
      run.output,
      rows,
      {
        name: (row) => row.name,
        address: (row) => row.address,
        roles: (row) => row.roles.join(', '),
        teams: (row) => row.teams.join(', '),
        'on duty': (row) => (row.onDuty ? 'yes' : 'no'),
        'on call for': (row) => row.onCallFor.join(', '),
        away: (row) => row.away.map((each) => awayText(each, at)).join('; '),
        open: (row) => row.open,
      },
      'Nobody is on the staff: add somebody with tsdesk staff add, or in the configuration file.',
    );
  });
}

const awayText = ({ from, to, substitute }: Pick<Absence, 'from' | 'to' | 'substitute'>, at: DeskClock): string =>
  `${at(from)} to ${at(to)}${substitute === null ? '' : `, ${substitute} stands in`}`;

type NewStaff = {
  readonly name: string;
  readonly role: readonly string[];
  readonly team?: readonly string[];
  readonly capacity?: string;
  readonly locale?: string;
};

/** `tsdesk staff add ADDRESS`: a line more under `staff` in the configuration file, which stays as it was. */
export async function addStaff(run: Run, address: string, options: NewStaff): Promise<undefined> {
  const { file } = run.settings('database');
  if (file === null)
    throw new CommandError(EXIT.failed, 'There is no configuration file to add staff to: write a tsdesk.yaml first.');
  const entry = {
    name: options.name,
    email: address,
    roles: options.role,
    ...(options.team ? { teams: options.team } : {}),
    ...(options.capacity === undefined ? {} : { capacity: Number(options.capacity) }),
    ...(options.locale === undefined ? {} : { locale: options.locale }),
  };
  const text = withStaffEntry(readFileSync(file, 'utf8'), entry);
  checkConfig(text, file);
  await replaceConfiguration(file, text);
  if (run.output.json) run.output.object({ name: options.name, address, roles: options.role, file });
  else run.output.line(`${options.name} <${address}> is in ${file}. The daemon knows ${AFTER_RELOAD}.`);
}

/** `tsdesk staff duty PERSON on|off [--until TIME]` */
export async function setStaffDuty(
  run: Run,
  [who = '', duty = '']: readonly string[],
  { until }: { until?: string },
): Promise<undefined> {
  if (duty !== 'on' && duty !== 'off') throw new CommandError(EXIT.usage, `Duty is on or off, not ${duty}.`);
  await withDesk(run, async (desk) => {
    const context = await loadContext(desk);
    const person = personNamed(who, context)?.to.person;
    if (person === undefined)
      throw new CommandError(EXIT.failed, `${who} is not on the staff; tsdesk staff list shows who is.`);
    const end = until === undefined ? null : parseTime(until, context.now, context.policy.timezone);
    if (until !== undefined && end === null)
      throw new CommandError(EXIT.usage, `${until} is no time; write for example "2026-11-25 18:00" or "3d".`);
    await setDuty(desk.db, person.email, duty, context.now, end);
    if (run.output.json) run.output.object({ name: person.name, address: person.email, duty, until: end });
    else
      run.output.line(
        `${person.name} is ${duty} duty${end === null ? ' until further notice' : ` until ${deskClock(context.policy.timezone)(end)}`}.`,
      );
  });
}
