import type { Config } from '../../config/settings.ts';
import { policyOf } from '../../desk/desk.ts';
import { chooseTeam } from '../../ticket/dispatch.ts';
import { URGENCIES } from '../../ticket/ticket.ts';
import { type Finding, note } from './finding.ts';

/**
 * Who is never offered a ticket, and what is offered to nobody. Notes: supervisors get what nobody is offered, and
 * tickets can be given to anybody by hand.
 */
export function offerFindings(check: string, config: Config): Finding[] {
  const { staff, teams, categories } = config;
  const engineers = staff.filter(({ roles }) => roles.includes('engineer') && !roles.includes('supervisor'));
  const idle = engineers.filter(({ roles, teams }) => teams.length === 0 && !roles.includes('frontline'));
  const policy = policyOf(config);
  const ofNoTeam = categories.filter((category) =>
    URGENCIES.some((urgency) => chooseTeam({ category, urgency, line: 1 }, policy) === null),
  );
  const nobody = !staff.some(({ roles }) => roles.includes('frontline'));
  const which = ofNoTeam.length === categories.length ? 'all categories' : `categories ${ofNoTeam.join(', ')}`;
  return [
    ...idle.map(({ name }) =>
      note(
        check,
        `${name} is in no team and is never offered anything`,
        `name a team under teams of ${name}${teams.length === 0 ? ' (there is none: add teams as tsdesk.example.yaml shows)' : ''}, or add frontline to the roles`,
      ),
    ),
    // Where there is nobody but supervisors, what gets to them is where it should be.
    ...(nobody && engineers.length > 0 && ofNoTeam.length > 0
      ? [
          note(
            check,
            `${which} go to the front line, and there is none: supervisors get them`,
            'name each category under categories of a team, or add frontline to the roles of somebody',
          ),
        ]
      : []),
  ];
}
