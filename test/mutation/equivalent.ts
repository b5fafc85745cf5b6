/**
 * Mutants that no test can catch, because the program does the same with them: the file, what stands there, what the
 * mutant wrote, and why nobody can tell the difference. A row that is caught after all is reported, to be removed.
 */
type Equivalent = readonly [file: string, original: string | RegExp, change: string, why: string];

const EQUIVALENTS: readonly Equivalent[] = [
  [
    'src/mail/class/bounce/delivery-status.ts',
    '/^([\\w-]+)\\s*:\\s*(.*)$/',
    '/^([\\w-]+)\\s*:\\s*(.*)/',
    'one line is matched, and a dot takes it to its end',
  ],
  [
    'src/mail/class/bounce/failed-recipient.ts',
    /^'(?:RFC 3464 in text|sendmail.*|qmail, Postfix|SMTP transcript|Exchange|Office 365, Gmail|recipients listed|Exim|address and reason)'$/,
    '""',
    'the name of a row is for who reads the table',
  ],
  ['src/mail/class/bounce/failed-recipient.ts', "''", '"Stryker was here!"', 'neither holds an address'],
  ['src/mail/class/automatic-subject.ts', /^'[a-z ]{2,}'$/, '""', 'the language of a row is for who reads the table'],
  ['src/mail/text/footer.ts', /^'[a-z ]{2,}'$/, '""', 'the language of a row is for who reads the table'],
  ['src/mail/text/separator.ts', /^'[a-z ]{2,}'$/, '""', 'the language of a row is for who reads the table'],
  ['src/mail/text/signature.ts', /^'[a-z ]{2,}'$/, '""', 'the language of a row is for who reads the table'],
  ['src/mail/text/attribution.ts', /^'[a-z ]{2,}'$/, '""', 'the language of a row is for who reads the table'],
  [
    'src/mail/mime/encoded-word.ts',
    "!value.includes('=?')",
    'false',
    'a faster path for a value without encoded words',
  ],
  [
    'src/mail/mime/encoded-word.ts',
    "(label.split('*')[0] ?? '').toLowerCase()",
    "(label.split('*')[0] ?? '').toUpperCase()",
    'the label is only compared with itself and read in any case',
  ],
  ['src/mail/mime/transfer.ts', "!text.includes('=')", 'false', 'a faster path for a text without the sign'],
  ['src/mail/mime/transfer.ts', 'length / 3', 'length * 3', 'only the first octets of the row are taken'],
  ['src/mail/mime/transfer.ts', 'a < 0', 'false', 'a pair with a wrong high digit is negative all the same'],
  ['src/mail/mime/transfer.ts', 'code >= 0x30', 'true', 'a sign below the digits gives a negative number all the same'],
  ['src/mail/mime/parameter.ts', 'semicolon < 0', 'false', 'a single letter holds no parameter'],
  ['src/mail/mime/header.ts', 'lines.length === 1', 'false', 'a faster path for a field of one line'],
  ['src/mail/mime/packed/rtf.ts', 'octets.length > 0', 'true', 'no octets add no text'],
  ['src/mail/text/reply.ts', "'rest'", '""', 'only the other two kinds are asked for'],
  ['src/mail/text/reply.ts', 'lines.length - at', 'lines.length + at', 'a slice from behind the end is empty, too'],
  [
    'src/mail/text/quote-header.ts',
    '/^[^:：]*[:：]\\s*/',
    '/[^:：]*[:：]\\s*/',
    'a colon stands in the line, so that the first match begins with it',
  ],
  [
    'src/mail/mime/charset/charset.ts',
    'decoders.set(charset, made);',
    ';',
    'a decoder that is made again decodes the same',
  ],
  ['src/mail/mime/charset/charset.ts', 'known', 'false', 'a decoder that is made again decodes the same'],
  [
    'src/mail/mime/charset/charset.ts',
    'bytes.indexOf(0x1b) >= 0',
    'true',
    'a faster path for octets without an escape',
  ],
  ['src/mail/text/quote-mark.ts', "'&nbsp;'", '""', 'a faster path for a line without the sign'],
  ['src/mail/text/hidden/colour.ts', 'before !== undefined', 'false', 'what was kept is read again to the same'],
  ['src/mail/text/hidden/colour.ts', 'known.size < MOST_KNOWN', 'true', 'what was kept is read again to the same'],
  ['src/mail/text/hidden/colour.ts', 'known.size < MOST_KNOWN', 'false', 'what was kept is read again to the same'],
  [
    'src/mail/text/hidden/colour.ts',
    'known.size < MOST_KNOWN',
    'known.size <= MOST_KNOWN',
    'what was kept is read again to the same',
  ],
  [
    'src/mail/text/hidden/colour.ts',
    'known.size < MOST_KNOWN',
    'known.size >= MOST_KNOWN',
    'what was kept is read again to the same',
  ],
  ['src/mail/text/hidden/harmless.ts', 'before !== undefined', 'false', 'what was kept is read again to the same'],
  ['src/mail/text/hidden/harmless.ts', 'known.size < 1000', 'true', 'what was kept is read again to the same'],
  ['src/mail/text/hidden/harmless.ts', 'known.size < 1000', 'false', 'what was kept is read again to the same'],
  [
    'src/mail/text/hidden/harmless.ts',
    'known.size < 1000',
    'known.size <= 1000',
    'what was kept is read again to the same',
  ],
  [
    'src/mail/text/hidden/harmless.ts',
    'known.size < 1000',
    'known.size >= 1000',
    'what was kept is read again to the same',
  ],
  ['src/mail/text/hidden/colour.ts', 'known.set(written, found);', ';', 'what was kept is read again to the same'],
  ['src/mail/text/hidden/harmless.ts', 'known.set(property, found);', ';', 'what was kept is read again to the same'],
  ['src/mail/text/hidden/harmless.ts', '/\\s+/', '/\\s/', 'a name that is empty is none before'],
  ['src/mail/text/hidden/ways.ts', '(): boolean => false', '() => undefined', 'neither is true'],
  ['src/mail/text/hidden/selector.ts', 'before !== undefined', 'false', 'what was kept is read again to the same'],
  [
    'src/mail/text/hidden/selector.ts',
    'this.#kinds.size < MOST_RULES',
    'true',
    'what was kept is read again to the same',
  ],
  [
    'src/mail/text/hidden/selector.ts',
    'this.#kinds.size < MOST_RULES',
    'false',
    'what was kept is read again to the same',
  ],
  [
    'src/mail/text/hidden/selector.ts',
    'this.#kinds.size < MOST_RULES',
    'this.#kinds.size <= MOST_RULES',
    'what was kept is read again to the same',
  ],
  [
    'src/mail/text/hidden/selector.ts',
    'this.#kinds.size < MOST_RULES',
    'this.#kinds.size >= MOST_RULES',
    'what was kept is read again to the same',
  ],
  ['src/mail/text/hidden/selector.ts', 'this.#kinds.set(kind, found);', ';', 'what was kept is read again to the same'],
  [
    'src/mail/text/hidden/selector.ts',
    'fitting.length === 0',
    'false',
    'with none more, they are the same and in the same order',
  ],
  ['src/mail/text/hidden/selector.ts', '[ANYTHING]', '[]', 'without any part, a selector speaks of every element, too'],
  [
    'src/mail/text/hidden/selector.ts',
    'named[0] !== undefined',
    'true',
    'a selector has a part, as the compiler cannot know',
  ],
  [
    'src/mail/text/hidden/selector.ts',
    "token.type === 'attribute' && token.name === 'id' && token.action === 'equals'",
    'false',
    'a rule is looked for among more of them, and found all the same',
  ],
  [
    'src/mail/text/hidden/selector.ts',
    "token.type === 'attribute' && token.name === 'class' && token.action === 'element'",
    'false',
    'a rule is looked for among more of them, and found all the same',
  ],
  [
    'src/mail/text/hidden/selector.ts',
    "tag?.type === 'tag'",
    'false',
    'a rule is looked for among more of them, and found all the same',
  ],
  ['src/mail/text/line-writer.ts', 'true', 'false', 'an empty line at the start is left out of the result anyway'],
  ['src/mail/meaning/language.ts', 'found > 0', 'true', 'nothing found adds nothing'],
  ['src/people/address.ts', 'tag > 0', 'tag >= 0', 'looked for from the second character on, it is never the first'],
  [
    'src/people/address.ts',
    "''",
    '"Stryker was here!"',
    'a domain has a last label, as the compiler cannot know; what a quoted string becomes only must hold no quotation mark',
  ],
  [
    'src/people/hops.ts',
    "''",
    '"Stryker was here!"',
    'an entry that was found has all its parts; the compiler cannot know it',
  ],
  [
    'src/people/authentication/resolver.ts',
    'name.toLowerCase()',
    'name.toUpperCase()',
    'the name is only compared with itself',
  ],
  ['src/people/base32.ts', 'bits >= 5', 'bits > 5', 'the five bits that are left are written behind the loop'],
  [
    'src/people/authentication/authentication-results.ts',
    '[]',
    '["Stryker was here"]',
    'what is none of the results is of no method',
  ],
  [
    'src/ticket/commands/transcript.ts',
    "isEvent(means) && means.name === 'resolve'",
    'true',
    'nothing but a resolution has a kind; the compiler asks for the comparison',
  ],
  [
    'src/ticket/commands/transcript.ts',
    "isEvent(means) && means.name === 'resolve'",
    "isEvent(means) || means.name === 'resolve'",
    'nothing but a resolution has a kind; the compiler asks for the comparison',
  ],
  [
    'src/ticket/commands/transcript.ts',
    "means.name === 'resolve'",
    'true',
    'nothing but a resolution has a kind; the compiler asks for the comparison',
  ],
  [
    'src/ticket/events/handling.ts',
    'lines.at(-1)?.trim',
    'lines.at(-1).trim',
    'a text has a last line, as the compiler cannot know',
  ],
  ['src/ticket/settle.ts', '{ name: step }', '{}', 'what the two steps do is decided by their function, not by a name'],
  [
    'src/ticket/events/conversation.ts',
    'lastProgressAt === null',
    'false',
    'any date is later than none; the compiler asks for the comparison',
  ],
  ['src/ticket/time/weekly.ts', 'week[day]?.push', 'week[day].push', 'the days of a week are there'],
  ['src/ticket/time/weekly.ts', "''", '"Stryker was here!"', 'a text that is cut has a first part'],
  ['src/ticket/time/weekly.ts', '[]', '["Stryker was here"]', 'without hours and minutes there is no span'],
  ['src/ticket/time/weekly.ts', 'to > from', 'to >= from', 'equal times were refused before'],
  ['src/ticket/time/statutory-holiday.ts', "''", '"Stryker was here!"', 'neither is a day of the table'],
  [
    'src/ticket/time/deadline.ts',
    "'working spans never end'",
    '""',
    'never reached: the spans have no end; the compiler cannot know it',
  ],
  ['src/ticket/time/deadline.ts', 'working.start >= until', 'working.start > until', 'no time adds nothing'],
  ['src/ticket/text/human-time.ts', "''", '"Stryker was here!"', 'a word that is no number or unit makes no span'],
  ['src/ticket/text/human-time.ts', '[]', '["Stryker was here"]', 'without amount and unit there is no span'],
  ['src/ticket/text/sections.ts', "''", '"Stryker was here!"', 'what names no label is none'],
  ['src/ticket/text/sections.ts', '[]', '["Stryker was here"]', 'what names no label is none'],
  [
    'src/knowledge/thesaurus.ts',
    "''",
    '"Stryker was here!"',
    'every line of the table has its parts; the compiler cannot know it',
  ],
  ['src/knowledge/stop-words.ts', '/\\s+/', '/\\s/', 'an empty word is in no text'],
  ['src/letter/attachment-danger.ts', "''", '"Stryker was here!"', 'no row of the table is called either'],
  [
    'src/letter/attachment-danger.ts',
    '/^(?:\\xef\\xbb\\xbf)?(?:\\s|<!--.*?-->|<\\?xml.*?\\?>)*/s',
    '/(?:\\xef\\xbb\\xbf)?(?:\\s|<!--.*?-->|<\\?xml.*?\\?>)*/s',
    'it matches nothing at least, so that the first match is at the beginning',
  ],
  ['src/letter/attachment-danger.ts', 'at >= 0', 'at > 0', 'a ZIP begins with another mark'],
  ['src/intake/acknowledge.ts', "''", '"Stryker was here!"', 'neither is an address, and so has no domain'],
  ['src/intake/machine/bounce.ts', "''", '"Stryker was here!"', 'neither is an address that carries a token'],
  ['src/intake/boilerplate.ts', 'a < b', 'a <= b', 'of two equal days either may be taken'],
  ['src/intake/boilerplate.ts', "''", '"Stryker was here!"', 'neither is an address, and so has no domain'],
  [
    'src/intake/machine/own-name.ts',
    'named === null',
    'false',
    'a mail with From has a sender, as the compiler cannot know',
  ],
  ['src/intake/machine/machine.ts', "''", '"Stryker was here!"', 'neither is an address, and so has no domain'],
  ['src/intake/machine/machine.ts', '[]', '["Stryker was here"]', 'no list is called so'],
  [
    'src/ticket/commands/steps.ts',
    "'refused'",
    '""',
    'a refusal has no name, and so is none of a note; the compiler asks for the question',
  ],
];

const used = new Set<Equivalent>();

function isSame(named: string | RegExp, original: string): boolean {
  return typeof named === 'string' ? named === original : named.test(original);
}

/** Whether a survivor is named here. */
export function isEquivalent(file: string, original: string, change: string): boolean {
  const row = EQUIVALENTS.find((each) => each[0] === file && isSame(each[1], original) && each[2] === change);
  if (row) used.add(row);
  return row !== undefined;
}

/** Rows of this file that named no survivor. */
export function unusedEquivalents(file: string): string[] {
  return EQUIVALENTS.filter((row) => row[0] === file && !used.has(row)).map(
    ([, original, change]) => `${original} → ${change}`,
  );
}
