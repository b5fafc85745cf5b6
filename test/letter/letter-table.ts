import ts from 'typescript';
import { LETTER_KINDS, LETTERS, type LetterRow } from '../../src/letter/kinds.ts';

/** The table of docs/letters.md: who gets a letter and when, from its comment in ticket/letters.ts, and its row. */
export function letterTable(letters: string): string {
  const occasions = occasionsIn(letters);
  return ['| letter | to | when | Auto-Submitted | envelope | delivery | meanwhile |', '|---|---|---|---|---|---|---|']
    .concat(LETTER_KINDS.map((kind) => line(kind, occasions.get(kind) ?? '', LETTERS[kind])))
    .join('\n');
}

/** `To the customer: a new ticket.` */
const OCCASION = /^To ([^:]+): (.+)\.$/s;

/** What becomes of it while its reader is not there. */
const MEANWHILE = { passed_on: 'passed on', passed_up: 'passed up', waits: 'waits', theirs: 'theirs' } as const;

function line(kind: string, comment: string, { autoSubmitted, envelope, delivery, whenAway }: LetterRow): string {
  const [, to, when] = OCCASION.exec(comment) ?? [];
  if (to === undefined || when === undefined)
    throw new Error(`the comment on ${kind} in src/ticket/letters.ts does not say "To WHOM: WHEN."`);
  const sender = envelope === 'null' ? '`<>`' : 'bounce address';
  const meanwhile = whenAway === undefined ? '–' : typeof whenAway === 'function' ? 'depends' : MEANWHILE[whenAway];
  return `| \`${kind}\` | ${to} | ${when} | ${autoSubmitted ?? '–'} | ${sender} | ${delivery} | ${meanwhile} |`;
}

/** The comments on the letters, each in one line, by kind. */
function occasionsIn(letters: string): ReadonlyMap<string, string> {
  const file = ts.createSourceFile('letters.ts', letters, ts.ScriptTarget.Latest, true);
  const type = file.statements.find(
    (statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === 'LetterContents',
  );
  if (type === undefined || !ts.isTypeAliasDeclaration(type) || !ts.isTypeLiteralNode(type.type))
    throw new Error('src/ticket/letters.ts has no LetterContents');
  return new Map(
    type.type.members.map((member) => {
      const said = ts.getJSDocCommentsAndTags(member).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
      return [member.name?.getText(file) ?? '', said.join(' ').replaceAll(/\s+/g, ' ').trim()];
    }),
  );
}
