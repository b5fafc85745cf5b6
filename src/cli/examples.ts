import type { Command } from 'commander';

/**
 * What is shown below the help of each command, by its path; a group shows the first example of each of its commands.
 */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  start: ['tsdesk start', 'tsdesk start --config /etc/tsdesk/tsdesk.yaml --role intake', 'tsdesk start --demo'],
  migrate: ['tsdesk migrate --config /etc/tsdesk/tsdesk.yaml'],
  doctor: ['tsdesk doctor', 'tsdesk doctor --probe'],
  ingest: [
    'tsdesk ingest mail.eml',
    'tsdesk ingest --mailbox support --quiet-backfill ~/Maildir',
    'tsdesk ingest - < mail.eml',
    'tsdesk ingest --as closed --before 2026-11-01 old.mbox --dry-run',
    'tsdesk ingest --format zammad tickets.json',
  ],
  simulate: ['tsdesk simulate old.mbox sent/', 'tsdesk simulate ~/Maildir --out report.html --json'],
  inspect: ['tsdesk inspect mail.eml', 'tsdesk inspect --json archive.mbox'],
  letters: ['tsdesk letters --out /tmp/letters'],
  'config show': ['tsdesk config show', 'tsdesk config show --json --config /etc/tsdesk/tsdesk.yaml'],
  'config schema': ['tsdesk config schema > tsdesk.schema.json'],
  completion: ['source <(tsdesk completion bash)', 'tsdesk completion fish > ~/.config/fish/completions/tsdesk.fish'],
  'ticket list': [
    'tsdesk ticket list --open --limit 20',
    'tsdesk ticket list --state in_progress --since 2026-11-01',
    'tsdesk ticket list --requester zhang@example.com --json',
  ],
  'ticket show': ['tsdesk ticket show TS20261122001'],
  'ticket close': ['tsdesk ticket close TS20261122001 --how 电话确认'],
  'ticket assign': ['tsdesk ticket assign TS20261122001 li@desk.example', 'tsdesk ticket assign TS20261122001 backend'],
  'ticket note': ['tsdesk ticket note TS20261122001 客户改期到周五', 'tsdesk ticket note TS20261122001 < call.txt'],
  'ticket export': ['tsdesk ticket export zhang@example.com --out zhang'],
  'ticket erase': ['tsdesk ticket erase zhang@example.com --yes'],
  'incident list': ['tsdesk incident list --open', 'tsdesk incident list --json'],
  'incident show': ['tsdesk incident show INC20261122004'],
  'assist try': ['tsdesk assist try labelled-mails', 'tsdesk assist try --json labelled-mails'],
  'mail list': [
    'tsdesk mail list --limit 20',
    'tsdesk mail list --outcome quarantined',
    'tsdesk mail list --ticket TS20261122001',
  ],
  'mail show': ['tsdesk mail show 42 > mail.eml'],
  'mail explain': ['tsdesk mail explain 42'],
  'mail replay': ['tsdesk mail replay 42 43', 'tsdesk mail replay --failed'],
  'mail release': ['tsdesk mail release 42'],
  'outbox list': ['tsdesk outbox list --state failed'],
  'outbox show': ['tsdesk outbox show 42'],
  'outbox retry': ['tsdesk outbox retry 42'],
  'outbox cancel': ['tsdesk outbox cancel 42'],
  'answers list': ['tsdesk answers list', 'tsdesk answers list --json'],
  'answers show': ['tsdesk answers show 密码重置'],
  'answers add': [
    'tsdesk answers add 密码重置 answer.txt',
    'tsdesk answers add password-reset answer-en.txt --of 密码重置',
  ],
  'answers drop': ['tsdesk answers drop password-reset --locale en'],
  'webhooks list': ['tsdesk webhooks list --webhook crm --state dead'],
  'webhooks retry': ['tsdesk webhooks retry 0193a1c2-7d3e-7c41-9f0a-2b6f4e8d1a55', 'tsdesk webhooks retry --dead crm'],
  'webhooks test': ['tsdesk webhooks test crm'],
  'kb list': ['tsdesk kb list --state draft'],
  'kb search': ['tsdesk kb search 报表 导出', 'tsdesk kb search export timeout'],
  'kb show': ['tsdesk kb show 12'],
  'kb add': ['tsdesk kb add article.txt --approve'],
  'kb approve': ['tsdesk kb approve 42'],
  'kb drop': ['tsdesk kb drop 42'],
  digest: ['tsdesk digest', 'tsdesk digest --date 2026-11-22 --out digest.html', 'tsdesk digest --send'],
  report: [
    'tsdesk report --from 2026-11-01 --to 2026-11-30',
    'tsdesk report --from 2026-11-01 --to 2026-11-30 --format csv > november.csv',
  ],
  'recurring list': ['tsdesk recurring list'],
  'recurring set': ['tsdesk recurring set monthly on the 1st 9am Inspection --customer ann@big.example'],
  'recurring stop': ['tsdesk recurring stop 3'],
  'contract list': ['tsdesk contract list'],
  'contract import': ['tsdesk contract import contracts.csv', 'tsdesk contract import --check contracts.csv'],
  'staff list': ['tsdesk staff list'],
  'staff add': ['tsdesk staff add li@desk.example --name 李工 --role engineer --team backend'],
  'staff duty': ['tsdesk staff duty li@desk.example off --until 2026-12-01T09:00'],
  'staff away': ['tsdesk staff away li@desk.example 11-28 to 11-30 --substitute 孙工'],
  'staff back': ['tsdesk staff back li@desk.example'],
  mcp: ['tsdesk mcp', 'tsdesk mcp --write --as li@desk.example'],
  backup: ['tsdesk backup /backup/tsdesk-2026-11-25', 'tsdesk backup --check /backup/tsdesk-2026-11-25'],
  restore: ['tsdesk restore /backup/tsdesk-2026-11-25'],
  'attachments adopt': ['tsdesk attachments adopt'],
  'keys list': ['tsdesk keys list'],
  'keys rotate': ['tsdesk keys rotate'],
  'certs list': ['tsdesk certs list'],
  'certs show': ['tsdesk certs show 3fa94c0d21b7'],
  'certs add': ['tsdesk certs add lilei.asc', 'tsdesk certs add lilei.pem --address lilei@customer.example'],
  'certs confirm': ['tsdesk certs confirm 3fa94c0d21b7'],
  'certs remove': ['tsdesk certs remove 3fa94c0d21b7 --address lilei@customer.example'],
  'certs export': ['tsdesk certs export > desk.asc'],
  'certs generate': ['tsdesk certs generate support@desk.example --out desk-openpgp.asc'],
  'certs import': ['tsdesk certs import support.p12 --unlock-file password.txt --out desk-smime.pem'],
  bench: ['tsdesk bench', 'tsdesk bench parse --mails 1000'],
};

/**
 * The words that lead to a command, without the program's name.
 * @internal tests look at it
 */
export function pathOf(command: Command): string {
  const parent = command.parent;
  return parent === null ? '' : `${pathOf(parent)} ${command.name()}`.trim();
}

/**
 * The examples of a command; of a group one of each of its commands; none of the program as a whole.
 * @internal tests look at it
 */
export const examplesOf = (command: Command): readonly string[] =>
  command.parent === null
    ? []
    : (EXAMPLES[pathOf(command)] ?? command.commands.flatMap((each) => examplesOf(each).slice(0, 1)));

export function examplesText(command: Command): string {
  const examples = examplesOf(command);
  return examples.length === 0 ? '' : `\nExamples:\n${examples.map((each) => `  ${each}`).join('\n')}`;
}
