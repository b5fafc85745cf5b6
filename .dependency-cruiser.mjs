/** Who may know whom; docs/architecture.md explains the rooms. */
const only = (room, allowed, comment) => ({
  name: `${room}-knows-only-its-own`,
  comment,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: [`^src/${room}/`, ...allowed.map((each) => `^src/${each}`)] },
});

const onlyPackages = (room, allowed) => ({
  name: `${room}-packages`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer'],
    pathNot: allowed.map((each) => `node_modules/(@types/)?${each}(/|$)`),
  },
});

const noClock = (room) => ({
  name: `${room}-does-no-io`,
  comment: 'Pure rooms take loaded values and the time.',
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: ['^src/letter/templates\\.ts$', '^src/mail/parser-(pool|thread)\\.ts$'] },
  to: {
    dependencyTypes: ['core'],
    path: '^(fs|node:fs|net|node:net|http|node:http|child_process|node:child_process|dns|node:dns)',
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$'] }, to: {} },
    {
      name: 'declared',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
    only(
      'mailbox',
      ['config\\.ts', 'config-schema\\.ts', 'oauth\\.ts'],
      'The poller hands octets over and knows no tickets, no SQL, no parsing.',
    ),
    only('mail', [], 'Understanding a mail needs no people, no tickets, no clock.'),
    only('people', ['mail/'], 'People are known from mails; no SQL, no letters.'),
    only('ticket', ['people/', 'mail/'], 'The process is pure.'),
    only('letter', ['ticket/', 'people/', 'mail/'], 'Letters become octets here, and are sent elsewhere.'),
    only('knowledge', ['ticket/', 'people/', 'mail/'], 'Knowledge is found by words; SQL is the store’s.'),
    only(
      'report',
      ['ticket/', 'people/', 'mail/', 'knowledge/', 'letter/'],
      'Figures and plots take loaded values; a plot is part of a letter.',
    ),
    only(
      'outbox',
      ['letter/', 'store/', 'ticket/change\\.ts', 'config\\.ts', 'oauth\\.ts', 'log\\.ts', 'crash-point\\.ts'],
      'The outbox knows no IMAP and no transitions.',
    ),
    only(
      'store',
      ['crash-point\\.ts', 'mail/', 'people/', 'ticket/', 'knowledge/', 'report/'],
      'The store decides nothing.',
    ),
    only(
      'desk',
      [
        'mail/',
        'people/',
        'ticket/',
        'letter/',
        'store/',
        'knowledge/',
        'report/',
        'mailbox/',
        'config\\.ts',
        'log\\.ts',
        'crash-point\\.ts',
      ],
      'The desk knows no IMAP, no queue, no SMTP.',
    ),
    only('http', ['store/', 'config\\.ts', 'log\\.ts', 'desk/'], 'An edge.'),
    {
      name: 'desk-takes-only-the-keeper',
      comment: 'The desk implements what the poller asks of it; it never drives it.',
      severity: 'error',
      from: { path: '^src/desk/' },
      to: { path: '^src/mailbox/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'desk-packages',
      severity: 'error',
      from: { path: '^src/desk/' },
      to: { path: 'node_modules/(imapflow|bullmq|nodemailer|ioredis|postgres|pg)/' },
    },
    {
      name: 'letter-knows-no-transport',
      severity: 'error',
      from: { path: '^src/letter/' },
      to: { path: 'node_modules/nodemailer/dist/esm/(smtp|ses|sendmail|stream)' },
    },
    onlyPackages('mailbox', ['imapflow']),
    {
      name: 'store-packages',
      severity: 'error',
      from: { path: '^src/(mail|people|ticket|letter|desk)/' },
      to: { path: 'node_modules/(drizzle-orm|postgres|pg|bullmq|ioredis|imapflow)/' },
    },
    ...['mail', 'people', 'ticket', 'letter'].map(noClock),
    {
      name: 'only-config-reads-the-environment',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(config|main|cli|sandbox|log)' },
      to: { path: '^(node:)?process$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
