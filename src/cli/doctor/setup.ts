import type { Settings } from '../../config/settings.ts';
import { policyOf } from '../../desk/desk.ts';
import { supervisorAddresses } from '../../people/directory.ts';
import { onCallAt } from '../../ticket/time/on-call.ts';
import { brandFindings } from './brands.ts';
import { type Finding, note, well, wrong } from './finding.ts';
import { offerFindings } from './offers.ts';

type Config = Settings['config'];

/**
 * What the configuration says, looked at as a whole and without asking anybody: a file without a fault may still
 * describe a desk that nobody works at.
 */
export function setupFindings(settings: Pick<Settings, 'config' | 'file' | 'warnings'>): Finding[] {
  const { config, file } = settings;
  if (config.mailboxes.length === 0)
    return [
      wrong(
        'configuration',
        `${file ?? 'the environment'} names no mailbox: there is nothing to read`,
        `add mailboxes to ${file ?? 'tsdesk.yaml'} as tsdesk.example.yaml shows, or set IMAP_URL, SMTP_URL and SUPPORT_ADDRESS`,
      ),
    ];
  return [
    well('configuration', file ?? 'from the environment'),
    ...settings.warnings.map((each) => warned(each)),
    ...(file === null ? [NO_FILE] : [...staff(config), ...teams(config)]),
    ...addresses(config),
    // Brands have people and teams of their own.
    ...(file === null || config.brands.length > 0 ? [] : offerFindings('staff', config)),
    ...brandFindings(config),
    ...onCall(config),
    ...advice(settings),
  ];
}

const NO_FILE = note(
  'staff',
  'nobody is on the staff: without a configuration file there is no place for them',
  'write a tsdesk.yaml with staff, as tsdesk.example.yaml shows',
);

/** As config/environment.ts says it: what is doubtful, and what to do. */
function warned(warning: string): Finding {
  const at = warning.lastIndexOf(': ');
  return note('environment', warning.slice(0, at), warning.slice(at + 2));
}

function staff({ staff, resolution }: Config): Finding[] {
  // A desk is often set up before its people are; with some of them, what is missing was forgotten.
  if (staff.length === 0)
    return [
      note(
        'staff',
        'nobody is on the staff: customers are answered, and no ticket gets to anybody',
        'add people under staff, or by tsdesk staff add',
      ),
    ];
  const has = (role: 'engineer' | 'frontline'): boolean => staff.some(({ roles }) => roles.includes(role));
  return [
    ...(supervisorAddresses({ staff }).length === 0
      ? [
          wrong(
            'staff',
            'there is no supervisor: what nobody accepts, alarms and the digest get to nobody',
            'add supervisor to the roles of somebody under staff',
          ),
        ]
      : []),
    ...(has('engineer')
      ? []
      : [
          wrong(
            'staff',
            'there is no engineer: nobody is offered a ticket',
            'add engineer to the roles of somebody under staff',
          ),
        ]),
    ...(resolution.via === 'frontline' && !has('frontline')
      ? [
          wrong(
            'staff',
            'solutions go to the customer by the front line (resolution.via), and nobody is of it',
            'add frontline to the roles of somebody, or set resolution.via: engineer',
          ),
        ]
      : []),
  ];
}

function teams({ staff, teams }: Config): Finding[] {
  return teams
    .filter(({ name }) => !staff.some((each) => each.teams.includes(name)))
    .map(({ name }) =>
      wrong(
        `team ${name}`,
        'nobody is in it: tickets that are meant for it find nobody there',
        `name ${name} under teams of somebody on the staff, or take the team out`,
      ),
    );
}

/** Said of every team with a rota, since nobody sees before the first night whom it means. */
function onCall(config: Config): Finding[] {
  const policy = policyOf(config);
  const now = new Date();
  return config.teams
    .filter((team) => team.onCall !== null)
    .map((team) => {
      const [first] = onCallAt(team, now, policy);
      return well(`on call for ${team.name}`, first ?? 'nobody at the moment: these are the hours of the team');
    });
}

/** Mail would be read twice, or the desk would write to itself. */
function addresses({ mailboxes, staff }: Config): Finding[] {
  const own = mailboxes.flatMap(({ name, address, aliases }) =>
    [address, ...aliases].map((each) => ({ name, address: each.toLowerCase() })),
  );
  const accounts = mailboxes.map(
    ({ imap, address }) => `${imap.user ?? address} ${imap.folder} ${imap.host} ${imap.port}`,
  );
  return [
    ...own
      .filter((each, at) => own.findIndex(({ address }) => address === each.address) < at)
      .map(({ name, address }) =>
        wrong(`mailbox ${name}`, `${address} is an address of two mailboxes, or named twice`, 'name it once'),
      ),
    ...mailboxes
      .filter((_, at) => accounts.indexOf(accounts[at] ?? '') < at)
      .map(({ name, imap }) =>
        wrong(
          `mailbox ${name}`,
          `${imap.folder} of this login is read for another mailbox too: every mail would come twice`,
          `name the address under aliases of the other mailbox, and take mailboxes.${name} out`,
        ),
      ),
    ...staff
      .filter(({ email }) => own.some(({ address }) => address === email.toLowerCase()))
      .map(({ name, email }) =>
        wrong(
          'staff',
          `${name} has the desk’s own address ${email}: the desk would write to itself`,
          'name the person’s own address',
        ),
      ),
  ];
}

/** Settings that are allowed and have a risk. */
function advice({ config, file }: Pick<Settings, 'config' | 'file'>): Finding[] {
  return [
    ...(file !== null && config.desk.domain === 'localhost'
      ? [note('desk', 'desk.domain is not set: letters call themselves mail of localhost', 'set desk.domain')]
      : []),
    ...(config.trust.staffWithoutDkim
      ? [
          note(
            'trust',
            'staffWithoutDkim is on: anybody who can write in a staff member’s name commands the desk',
            'switch it off outside a private mail system',
          ),
        ]
      : []),
    ...(config.trust.authservId === null
      ? [
          note(
            'trust',
            'no authservId: DKIM and DMARC are verified here, by DNS',
            'set trust.authservId when the receiving system writes Authentication-Results and strips forged ones',
          ),
        ]
      : []),
  ];
}
