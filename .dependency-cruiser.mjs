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
  from: {
    path: `^src/${room}/`,
    pathNot: ['^src/letter/(built-template|templates)\\.ts$', '^src/mail/parser-(pool|thread)\\.ts$'],
  },
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
      to: { circular: true },
    },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$'] }, to: {} },
    {
      name: 'declared',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
    only('inbox', ['config/', 'store/', 'lib/'], 'The poller hands octets over and knows no tickets and no parsing.'),
    only(
      'mail',
      ['words/commands\\.ts', 'lib/semaphore\\.ts', 'lib/gathered\\.ts', 'lib/cut\\.ts', 'lib/han-number\\.ts'],
      'Understanding a mail needs no people, no tickets, no clock; how commands are spelled stands in their table.',
    ),
    only('mail/mime', ['mail/(?:mail|limits)\\.ts', 'lib/cut\\.ts'], 'Octets to parts.'),
    only('mail/secrecy', ['mail/mime/'], 'Octets and keys in, octets and facts out.'),
    only('mail/text', ['mail/mime/', 'mail/(?:mail|limits)\\.ts'], 'Parts to the author’s words.'),
    only(
      'mail/meaning',
      ['mail/mime/', 'mail/text/', 'mail/mail\\.ts', 'words/commands\\.ts', 'lib/cut\\.ts', 'lib/han-number\\.ts'],
      'What the words say.',
    ),
    only(
      'mail/class',
      ['mail/mime/', 'mail/text/', 'mail/meaning/', 'mail/mail\\.ts', 'lib/cut\\.ts'],
      'Who or what wrote it.',
    ),
    only(
      'people',
      ['mail/', 'words/commands\\.ts', 'lib/timeout\\.ts'],
      'People are known from mails; no SQL, no letters.',
    ),
    only(
      'ticket',
      ['people/', 'mail/', 'words/commands\\.ts', 'lib/cut\\.ts', 'lib/han-number\\.ts'],
      'The process is pure.',
    ),
    {
      name: 'commands-import-nothing',
      comment:
        'The table of commands is data that the rooms below its own read too (mail the words, people the rights).',
      severity: 'error',
      from: { path: '^src/words/commands\\.ts$' },
      to: { path: '.' },
    },
    only('words', ['ticket/', 'people/', 'mail/'], 'What the desk writes and reads, by language.'),
    only(
      'letter',
      ['words/', 'ticket/', 'people/', 'mail/', 'lib/cut\\.ts', 'lib/own-package\\.ts', 'lib/semaphore\\.ts'],
      'Letters become octets here, and are sent elsewhere.',
    ),
    only(
      'knowledge',
      ['ticket/', 'people/', 'mail/', 'lib/cut\\.ts'],
      'Knowledge is found by words; SQL is the store’s.',
    ),
    only(
      'report',
      ['ticket/', 'people/', 'mail/', 'knowledge/', 'letter/', 'words/', 'lib/cut\\.ts'],
      'Figures and plots take loaded values; a plot is part of a letter.',
    ),
    only(
      'assist',
      ['ticket/', 'mail/', 'config/', 'lib/'],
      'What a model is asked and may say is decided from values.',
    ),
    {
      name: 'assist-does-no-io',
      comment: 'Only its endpoint talks to anybody.',
      severity: 'error',
      from: { path: '^src/assist/', pathNot: '^src/assist/endpoint/' },
      to: { path: ['^src/assist/endpoint/', '^src/config/', '^(node:)?(fs|net|http|https|child_process|dns)(/|$)'] },
    },
    onlyPackages('assist', ['zod']),
    only('outbox', ['letter/', 'store/', 'ticket/', 'config/', 'lib/'], 'The outbox knows no IMAP and no transitions.'),
    only('store', ['lib/', 'mail/', 'people/', 'ticket/', 'knowledge/', 'report/'], 'The store decides nothing.'),
    ...[
      ['desk', []],
      ['intake', ['desk/']],
      ['duties', ['desk/']],
    ].map(([room, others]) =>
      only(
        room,
        [
          ...others,
          'mail/',
          'people/',
          'ticket/',
          'words/',
          'letter/',
          'store/',
          'knowledge/',
          'report/',
          'assist/',
          'config/',
          'lib/',
        ],
        'Intake and duties share the desk and do not know each other.',
      ),
    ),
    only(
      'adopt',
      ['desk/', 'intake/', 'mail/', 'people/', 'ticket/', 'words/', 'letter/', 'store/', 'report/', 'config/', 'lib/'],
      'Old mail goes through the desk; what the clock does and what is sent is not its business.',
    ),
    only(
      'website',
      ['desk/', 'intake/', 'http/', 'mail/', 'store/', 'config/', 'lib/'],
      'What a website posts is a mail; the edge that takes it is http’s.',
    ),
    only('http', ['store/', 'config/', 'lib/', 'desk/'], 'An edge.'),
    only('lib', ['config/'], 'Nobody’s domain.'),
    only('config', [], 'Every room may read the configuration.'),
    {
      name: 'desk-packages',
      severity: 'error',
      from: { path: '^src/(desk|intake|duties)/' },
      to: { path: 'node_modules/(imapflow|bullmq|nodemailer|ioredis|postgres|pg)/' },
    },
    {
      name: 'letter-knows-no-transport',
      severity: 'error',
      from: { path: '^src/letter/' },
      to: { path: 'node_modules/nodemailer/dist/esm/(smtp|ses|sendmail|stream)' },
    },
    onlyPackages('inbox', ['imapflow']),
    {
      name: 'store-packages',
      severity: 'error',
      from: { path: '^src/(mail|people|ticket|words|letter|desk|intake|duties)/' },
      to: { path: 'node_modules/(drizzle-orm|postgres|pg|bullmq|ioredis|imapflow)/' },
    },
    ...['mail', 'people', 'ticket', 'words', 'letter'].map(noClock),
    ...[
      '^test/support/(database|postgres|dovecot|redis|daemon)\\.ts$',
      '^src/sandbox/postgres\\.ts$',
      'playwright-core',
    ].map((server) => ({
      name: 'quick-tests-start-no-server',
      comment: 'A test that needs one is called NAME.server.test.ts, see vitest.config.ts.',
      severity: 'error',
      from: {
        path: '^test/.*\\.test\\.ts$',
        pathNot: [
          '^test/(journeys|faults)/',
          '\\.server\\.test\\.ts$',
          // They read the tree of commands, which would import a server only when its command runs.
          '^test/(cli/(help|completion)|deploy/documents)\\.test\\.ts$',
        ],
      },
      to: { path: server, reachable: true },
    })),
    {
      name: 'only-config-reads-the-environment',
      comment: 'The global process.env is what biome’s noProcessEnv forbids; this closes the way around it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(node:)?process$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
