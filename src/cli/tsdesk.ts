import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { PACKAGE_FOLDER } from '../lib/own-package.ts';
import { SHELLS, type Shell } from './completion.ts';
import { examplesText } from './examples.ts';
import { EXIT } from './exit.ts';
import { printable } from './printable.ts';
import type { CommonOptions, Run } from './run.ts';

/**
 * The command line: every command with its arguments, options and help; main.ts runs it. What a command does is in the
 * file named after it, which is imported only when the command runs, so that help and usage errors load no database,
 * mail or queue client.
 */

const version = (JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'package.json'), 'utf8')) as { version: string }).version;

export const program = new Command('tsdesk')
  .description('A support desk that lives entirely in e-mail.')
  .version(version)
  .showHelpAfterError('(add --help for the options)')
  .exitOverride()
  .configureOutput({ writeErr: (text) => process.stderr.write(printable(text)) })
  .addHelpText(
    'after',
    `
Exit codes: 0 done · 1 failed · 2 wrong usage · 65 unreadable input · 69 a service is not reachable · 75 try again · 78 wrong configuration
Set-up, in this order: write tsdesk.yaml (see tsdesk.example.yaml), set DATABASE_URL, then tsdesk migrate, tsdesk doctor, tsdesk start.`,
  )
  .addHelpText('afterAll', ({ command }) => examplesText(command));

/** A command with the options that all have. Its action gets the run, the positional arguments and its options. */
function command<Options>(
  parent: Command,
  usage: string,
  description: string,
  action: (run: Run, args: readonly string[], options: Options) => Promise<number | undefined>,
): Command {
  return parent
    .command(usage)
    .description(description)
    .exitOverride()
    .option('--config <file>', 'configuration file (default: TSDESK_CONFIG, else tsdesk.yaml)')
    .option('--json', 'one JSON object a line on stdout, nothing else')
    .action(async (...received: unknown[]) => {
      const self = received.at(-1) as Command;
      const options = self.opts<CommonOptions & Options>();
      const { createRun } = await import('./run.ts');
      process.exitCode = (await action(createRun(options), self.args, options)) ?? EXIT.done;
    });
}

command<{ role: 'all' | 'intake' | 'worker'; once?: boolean; demo?: boolean; fresh?: boolean }>(
  program,
  'start',
  'run the daemon; without DATABASE_URL and without a configuration file, the sandbox',
  async (run, _args, options) => (await import('./start.ts')).start(run, options),
)
  .addOption(
    new Option('--role <role>', 'which part of the work this process does')
      .choices(['all', 'intake', 'worker'])
      .default('all'),
  )
  .option('--once', 'handle what is there now, send what is due, exit')
  .option('--demo', 'sandbox only: play a short story, print it, exit')
  .option('--fresh', 'sandbox only: start with empty mailboxes and an empty database');

command(program, 'migrate', 'bring the database to this version', async (run) =>
  (await import('./migrate.ts')).migrateDatabase(run),
);

command<{ probe?: boolean }>(
  program,
  'doctor',
  'check the configuration and everything it names',
  async (run, _args, options) => (await import('./doctor/doctor.ts')).doctor(run, options),
).option('--probe', 'also send a mail through each mailbox and look how it arrives');

command<{
  mailbox?: string;
  quietBackfill?: boolean;
  as?: 'live' | 'open' | 'closed';
  format?: 'csv' | 'zammad' | 'freescout' | 'otrs';
  before?: string;
  dryRun?: boolean;
}>(
  program,
  'ingest [paths...]',
  'take .eml files, mbox files, Maildirs or standard input (-) in, as if they had arrived by mail',
  async (run, args, options) => (await import('./ingest.ts')).ingestFiles(run, args, options),
)
  .option('--mailbox <name>', 'the mailbox they count as arrived in (default: the first)')
  .addOption(
    new Option(
      '--as <kind>',
      'live: as new mail (default); open, closed: as history, which nobody hears of and no clock runs for, in tickets of that state',
    ).choices(['live', 'open', 'closed']),
  )
  .addOption(
    new Option('--format <program>', 'not mails but the tickets that another program exports: always history').choices([
      'csv',
      'zammad',
      'freescout',
      'otrs',
    ]),
  )
  .option('--before <day>', 'only mail received before this day of the desk’s time zone')
  .option('--dry-run', 'count what would be taken in, and write nothing')
  .option('--quiet-backfill', 'old mail as new mail, of which none is acknowledged');

command(
  program,
  'inspect <paths...>',
  'understand mails without a database: what class, who, what was said',
  async (run, args) => {
    const { inspect, wordOf } = await import('./inspect.ts');
    const { prefixesOf } = await import('../desk/brand/brand.ts');
    const { desk, brands, trust, products } = run.settings('database').config;
    const authenticate = trust.authservId === null ? {} : { authenticate: wordOf(trust.authservId) };
    const { json, line } = run.output;
    return inspect(args, {
      json,
      write: line,
      numberPrefix: prefixesOf({ desk, brands }),
      products,
      timezone: desk.timezone,
      ...authenticate,
    });
  },
);

const config = program.command('config').description('look at the configuration');
command(config, 'show', 'the configuration in force and where each value comes from; secrets are hidden', async (run) =>
  (await import('./config.ts')).showConfig(run),
);
command(config, 'schema', 'the JSON Schema of the configuration file, for editors', async ({ output }) =>
  (await import('./config.ts')).showSchema(output),
);

command(program, 'completion', 'a script that completes commands and options in a shell', async ({ output }, args) =>
  (await import('./completion.ts')).completion(output, program, args[0] as Shell),
).addArgument(new Argument('<shell>', 'the shell it is for').choices(SHELLS));

command<{ out: string }>(
  program,
  'simulate <paths...>',
  'play old mail (.eml files, mbox files, Maildirs) through the desk’s rules on a database that is thrown away; sends nothing',
  async (run, args, options) => (await import('./simulate.ts')).simulate(run, args, options),
).option('--out <file>', 'write the report there', 'tsdesk-simulation.html');

command<{ out?: string }>(
  program,
  'letters',
  'write every letter with sample values, to be looked at in a browser',
  async (run, _args, options) => (await import('./letters.ts')).letters(run, options),
).option('--out <folder>', 'write them there', 'letters');

const ticket = program.command('ticket').description('look at tickets, and change them where nobody answers');
command<Parameters<typeof import('./ticket.ts').listTickets>[1]>(
  ticket,
  'list',
  'all tickets, oldest first; with --limit the newest, newest first',
  async (run, _args, options) => (await import('./ticket.ts')).listTickets(run, options),
)
  .option('--state <state>', 'only those in this state')
  .option('--open', 'only those that are neither closed nor merged')
  .option('--requester <address>', 'only those of this customer')
  .option('--assignee <address>', 'only those of this member of the staff')
  .option('--brand <name>', 'only those of a brand; desk: of none')
  .option('--since <day>', 'only those opened on this day or later, such as 2026-11-01')
  .option('--limit <number>', 'the newest so many, newest first');
command(ticket, 'show <number>', 'one ticket whole: form, conversation, history', async (run, args) =>
  (await import('./ticket.ts')).showTicket(run, args[0] ?? ''),
);

command<{ how?: string }>(
  ticket,
  'close <number>',
  'close a ticket; the customer gets the closing letter',
  async (run, args, options) => (await import('./ticket-change.ts')).closeTicket(run, args[0] ?? '', options),
).option('--how <text>', 'how it was confirmed, for the record');
command(
  ticket,
  'assign <number> <person>',
  'give a ticket to somebody by address or name, or to a team',
  async (run, args) => (await import('./ticket-change.ts')).assignTicket(run, args[0] ?? '', args[1] ?? ''),
);
command(
  ticket,
  'note <number> [text...]',
  'an internal note, of these words or of standard input; the customer never sees it',
  async (run, args) => (await import('./ticket-change.ts')).noteTicket(run, args[0] ?? '', args.slice(1)),
);

command<{ out?: string }>(
  ticket,
  'export <address>',
  'everything that is kept about somebody: tickets, words, mails, letters',
  async (run, args, options) => (await import('./ticket-person.ts')).exportPerson(run, args[0] ?? '', options),
).option('--out <folder>', 'write it there, with the mails as they arrived');
command<{ yes?: boolean }>(
  ticket,
  'erase <address>',
  'take away what somebody said, was told and is called; figures stay',
  async (run, args, options) => (await import('./ticket-person.ts')).erase(run, args[0] ?? '', options),
).option('--yes', 'this cannot be undone');

const incident = program.command('incident').description('look at incidents: many customers, one cause');
command<{ open?: boolean }>(incident, 'list', 'all incidents, newest first', async (run, _args, options) =>
  (await import('./incident.ts')).listIncidents(run, options),
).option('--open', 'only those that have not ended');
command(
  incident,
  'show <number>',
  'one incident: its timeline, how far each entry has got, its tickets',
  async (run, args) => (await import('./incident.ts')).showIncident(run, args[0] ?? ''),
);

const mail = program.command('mail').description('look at the inbound ledger: every mail ever taken in');
command<{ outcome?: string; ticket?: string; limit?: string }>(
  mail,
  'list',
  'all mails, oldest first; with --limit the newest, newest first',
  async (run, _args, options) => (await import('./mail.ts')).listLedger(run, options),
)
  .option('--outcome <outcome>', 'only those with this outcome')
  .option('--ticket <number>', 'only those of this ticket')
  .option('--limit <number>', 'the newest so many, newest first');
command(mail, 'show <id>', 'one mail as it arrived', async (run, args) =>
  (await import('./mail.ts')).showMail(run, args[0] ?? ''),
);
command(mail, 'explain <id>', 'every decision about one mail, in order', async (run, args) =>
  (await import('./mail.ts')).explainMail(run, args[0] ?? ''),
);

command<{ failed?: boolean }>(
  mail,
  'replay [ids...]',
  'decide mails in quarantine once more, by the rules of now',
  async (run, args, options) => (await import('./mail.ts')).replayMails(run, args, options),
).option('--failed', 'all that are there because understanding or deciding them failed');
command(mail, 'release <id>', 'let a quarantined mail go, or apply a held one', async (run, args) =>
  (await import('./mail-release.ts')).releaseMail(run, args[0] ?? ''),
);

const outbox = program.command('outbox').description('look at letters, sent and unsent');
command<{ state?: string }>(outbox, 'list', 'all letters, oldest first', async (run, _args, options) =>
  (await import('./outbox.ts')).listOutbox(run, options),
).option('--state <state>', 'only those in this state');
command(outbox, 'show <id>', 'one letter as it goes out', async (run, args) =>
  (await import('./outbox.ts')).showLetter(run, args[0] ?? ''),
);
command(outbox, 'retry <id>', 'send a letter again that failed or was given up', async (run, args) =>
  (await import('./outbox.ts')).retry(run, args[0] ?? ''),
);
command(outbox, 'cancel <id>', 'take an unsent letter out of the outbox', async (run, args) =>
  (await import('./outbox.ts')).cancel(run, args[0] ?? ''),
);

const webhooks = program.command('webhooks').description('events of tickets for other programs (docs/webhooks.md)');
command<{ webhook?: string; state?: string; limit?: string }>(
  webhooks,
  'list',
  'what webhooks were told and wait to be told, newest first',
  async (run, _args, options) => (await import('./webhooks.ts')).listEvents(run, options),
)
  .option('--webhook <name>', 'only those for this webhook')
  .option('--state <state>', 'only those in this state: pending, sending, retry, sent, dead')
  .option('--limit <number>', 'so many (default: 100)');
command<{ dead?: string }>(
  webhooks,
  'retry [id]',
  'send an event again, under the same id',
  async (run, args, options) => (await import('./webhooks.ts')).retryEvents(run, args[0], options),
).option('--dead <name>', 'all that were given up for this webhook');
command(webhooks, 'test <name>', 'post an event that tells of nothing, and show the answer', async (run, args) =>
  (await import('./webhooks.ts')).testWebhook(run, args[0] ?? ''),
);

const assist = program.command('assist').description('a model that helps the staff (docs/assist.md)');
command(assist, 'try <path>', 'what a model finds in labelled mails beyond the rules', async (run, args) =>
  (await import('./assist.ts')).tryModel(run, args[0] ?? ''),
);

const kb = program.command('kb').description('knowledge: articles and drafts');
command<{ state?: string }>(kb, 'list', 'all articles, oldest first', async (run, _args, options) =>
  (await import('./kb.ts')).listKnowledge(run, options),
).option('--state <state>', 'only those in this state');
command(kb, 'search <words...>', 'articles and drafts that say something about it, best first', async (run, args) =>
  (await import('./kb.ts')).search(run, args),
);
command(kb, 'show <id>', 'one article whole', async (run, args) =>
  (await import('./kb.ts')).showArticle(run, args[0] ?? ''),
);
command<{ approve?: boolean }>(
  kb,
  'add [file]',
  'a new article from labelled lines (Title: …, Symptom: …, Cause: …, Steps: …) in a file or standard input (-)',
  async (run, args, options) => (await import('./kb.ts')).add(run, args[0] ?? '-', options),
).option('--approve', 'approve it at once');
command(kb, 'approve <id>', 'let a draft be found', async (run, args) =>
  (await import('./kb.ts')).decideArticle(run, args[0] ?? '', 'approved'),
);
command(kb, 'drop <id>', 'let an article be found no more', async (run, args) =>
  (await import('./kb.ts')).decideArticle(run, args[0] ?? '', 'dropped'),
);

const answers = program.command('answers').description('canned answers: written once, sent often');
command(answers, 'list', 'all of them, by name', async (run) => (await import('./answers.ts')).listAnswers(run));
command(answers, 'show <name>', 'one of them whole, in every language', async (run, args) =>
  (await import('./answers.ts')).showAnswer(run, args[0] ?? ''),
);
command<{ locale?: string; of?: string }>(
  answers,
  'add <name> [file]',
  'keep a text as an answer, or change it: from a file or standard input (-)',
  async (run, args, options) => (await import('./answers.ts')).addAnswer(run, args, options),
)
  .option('--locale <locale>', 'zh-CN or en (default: the language of the text)')
  .option('--of <name>', 'the answer that this is another language of');
command<{ locale?: string }>(answers, 'drop <name>', 'keep it no more', async (run, args, options) =>
  (await import('./answers.ts')).dropAnswers(run, args[0] ?? '', options),
).option('--locale <locale>', 'only in this language');

command<{ date?: string; send?: boolean; out?: string; brand?: string }>(
  program,
  'digest',
  'what the supervisors get every morning',
  async (run, _args, options) => (await import('./digest.ts')).digest(run, options),
)
  .option('--date <day>', 'the day its figures are of (default: today)')
  .addOption(new Option('--send', 'write it to the supervisors now').conflicts('out'))
  .option('--out <file>', 'write it as a page')
  .option('--brand <name>', 'that of a brand; desk: of what is no brand’s (default: of all together)');

command<{ from: string; to: string; format: 'text' | 'html' | 'csv' | 'json'; brand?: string }>(
  program,
  'report',
  'the figures of a period, compared with the one before',
  async (run, _args, options) => (await import('./report.ts')).report(run, options),
)
  .requiredOption('--from <day>', 'its first day, such as 2026-11-01')
  .requiredOption('--to <day>', 'its last day')
  .addOption(new Option('--format <format>').choices(['text', 'html', 'csv', 'json']).default('text'))
  .option('--brand <name>', 'that of a brand; desk: of what is no brand’s (default: of all together)');

const recurring = program.command('recurring').description('tickets that are made again and again');
command(recurring, 'list', 'all of them, the next first', async (run) =>
  (await import('./recurring.ts')).listRecurring(run),
);
command<{ customer?: string; text?: string; change?: string }>(
  recurring,
  'set <rule-and-title...>',
  'make a ticket for a customer again and again, such as monthly on the 1st 9am inspection',
  async (run, args, options) => (await import('./recurring.ts')).setRecurring(run, args, options),
)
  .option('--customer <address>', 'whose ticket it is')
  .option('--text <text>', 'what is to be done; lines such as Category: are read')
  .option('--change <number>', 'change that one instead');
command(recurring, 'stop <number>', 'make no more of it', async (run, args) =>
  (await import('./recurring.ts')).stopRecurring(run, args[0] ?? ''),
);

const contract = program.command('contract').description('what was promised to whom');
command(contract, 'list', 'all of them, with whom they cover and until when', async (run) =>
  (await import('./contract/contract.ts')).listContracts(run),
);
command<{ check?: boolean }>(
  contract,
  'import <file>',
  'put the contracts of a CSV sheet into the configuration file; - for standard input',
  async (run, args, options) => (await import('./contract/contract.ts')).importContracts(run, args[0] ?? '', options),
).option('--check', 'say what is wrong with it, and write nothing');

const staff = program.command('staff').description('who works for the desk');
command(staff, 'list', 'everybody, who is on duty, and what they carry', async (run) =>
  (await import('./staff.ts')).listStaff(run),
);
command<{ name: string; role: string[]; team?: string[]; capacity?: string; locale?: string }>(
  staff,
  'add <address>',
  'add somebody to the configuration file',
  async (run, args, options) => (await import('./staff.ts')).addStaff(run, args[0] ?? '', options),
)
  .requiredOption('--name <name>', 'as customers and colleagues know them')
  .requiredOption('--role <roles...>', 'engineer, frontline, supervisor')
  .option('--team <teams...>', 'teams of the configuration')
  .option('--capacity <number>', 'a weight: who carries least for their capacity gets the next ticket')
  .option('--locale <locale>', 'zh-CN or en');
command<{ until?: string }>(
  staff,
  'duty <person> <on|off>',
  'put somebody on or off duty',
  async (run, args, options) => (await import('./staff.ts')).setStaffDuty(run, args, options),
).option('--until <time>', 'when that ends (default: until further notice)');
command<{ substitute?: string }>(
  staff,
  'away <person> <days...>',
  'note when somebody is away, such as 11-28 to 11-30',
  async (run, args, options) => (await import('./staff-absence.ts')).noteAbsence(run, args, options),
).option('--substitute <person>', 'who stands in for them');
command(staff, 'back <person> [day]', 'end an absence now, or call one off', async (run, args) =>
  (await import('./staff-absence.ts')).endAbsence(run, args),
);

command<{ write?: boolean; as?: string }>(
  program,
  'mcp',
  'serve the desk to assistants by the Model Context Protocol, on standard input and output; only reads unless told otherwise',
  async (run, _args, options) => (await import('./mcp/serve.ts')).serveMcp(run, version, options),
)
  .option('--write', 'also tools that add notes, assign and close, with --as')
  .option('--as <address>', 'the member of the staff in whose name that is done');

command<{ check?: boolean }>(
  program,
  'backup [folder]',
  'write the database and the attachments into a new folder',
  async (run, args, options) => (await import('./backup.ts')).backup(run, args[0], options),
).option('--check', 'look whether a backup is whole instead; needs no database');
command(program, 'restore <folder>', 'fill an empty, migrated database from a backup', async (run, args) =>
  (await import('./backup.ts')).restore(run, args[0] ?? ''),
);

const attachments = program.command('attachments').description('the folder of the attachments');
command<{ yes?: boolean }>(
  attachments,
  'adopt',
  'make the folder this desk’s: after a restore, a move of the database or the loss of the folder',
  async (run, _args, options) => (await import('./attachments.ts')).adopt(run, options),
).option('--yes', 'also when it belongs to another desk, which then stops using it');

const keys = program.command('keys').description('the keys that sign reply tokens');
command(keys, 'list', 'all keys, the one that signs first; no secret is shown', async (run) =>
  (await import('./keys.ts')).listTokenKeys(run),
);
command(keys, 'rotate', 'sign with a new key from now on; older ones verify until their tokens expire', async (run) =>
  (await import('./keys.ts')).rotate(run),
);

const certs = program.command('certs').description('certificates and keys of signed and encrypted mail');
const ADDRESS_OF = ['--address <address>', 'whose it is, where it names several or another'] as const;
const OUT = ['--out <file>', 'where the locked key is written; never over another file'] as const;
const LOCK = [
  '--passphrase-file <file>',
  'locks it with the passphrase in that file (default: with TSDESK_SECRET)',
] as const;
command(certs, 'list', 'certificates of people: those that mails offered, and those that are confirmed', async (run) =>
  (await import('./certs.ts')).listCerts(run),
);
command<{ address?: string }>(certs, 'show <fingerprint>', 'one certificate whole', async (run, args, options) =>
  (await import('./certs.ts')).showCert(run, args, options),
).option(...ADDRESS_OF);
command<{ address?: string }>(
  certs,
  'add <file>',
  'confirm a certificate or public key from a file',
  async (run, args, options) => (await import('./certs.ts')).addCert(run, args, options),
).option(...ADDRESS_OF);
command<{ address?: string }>(
  certs,
  'confirm <fingerprint>',
  'confirm a certificate that a mail offered',
  async (run, args, options) => (await import('./certs.ts')).confirmCert(run, args, options),
).option(...ADDRESS_OF);
command<{ address?: string }>(
  certs,
  'remove <fingerprint>',
  'take a certificate away from an address',
  async (run, args, options) => (await import('./certs.ts')).removeCert(run, args, options),
).option(...ADDRESS_OF);
command(certs, 'export', 'the desk’s own certificates and public keys, for those who write to it', async (run) =>
  (await import('./certs.ts')).exportOwn(run),
);
command<{ out: string; passphraseFile?: string; name?: string }>(
  certs,
  'generate <address>',
  'make an OpenPGP key of the desk, for two years; prints its public half',
  async (run, args, options) => (await import('./certs.ts')).generateKey(run, args, options),
)
  .requiredOption(...OUT)
  .option(...LOCK)
  .option('--name <name>', 'the name in the key');
command<{ out: string; passphraseFile?: string; unlockFile?: string }>(
  certs,
  'import <file>',
  'take in a key of the desk: PKCS #12 or PEM for S/MIME, armour for OpenPGP',
  async (run, args, options) => (await import('./certs.ts')).importKey(run, args, options),
)
  .requiredOption(...OUT)
  .option(...LOCK)
  .option('--unlock-file <file>', 'file with the passphrase that the key has now');

command<{ mails?: string }>(
  program,
  'bench [stages...]',
  'how fast each stage is, against the bare libraries (see docs/benchmarks.md)',
  async ({ output }, args, options) => (await import('./bench.ts')).bench(output, args, options),
).option('--mails <number>', 'mails each stage works on');
