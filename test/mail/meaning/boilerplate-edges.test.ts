import { describe, expect, it, test } from 'vitest';
import { edgesOf, withoutBoilerplate } from '../../../src/mail/meaning/boilerplate.ts';

const FOOTER = 'Acme Widgets reminds all partners that urgent orders are placed by telephone only, never by post.';
const WORDS = 'The export of the report fails, and the page shows nothing at all when we press its button.';
/** A line as heavy as a block has to be, and one that is too light for it. */
const LINE = 'x'.repeat(60);
const BLANKS = (count: number): string => ' '.repeat(count);

const edges = (reply: string, text = reply) => edgesOf({ reply, text, quoted: '', forwarded: null });
const replyOf = (own: string, whole = own) => ({ reply: whole, own, quoted: '', forwarded: null });
const ABOVE = new Set(edges(`${FOOTER}\n\nshort`).blocks);
const BELOW = new Set(edges(`short\n\n${FOOTER}`).blocks);

describe('blocks at the edges of a text', () => {
  // A quote is no block, so that all of them begin at the other edge.
  test.each<[what: string, text: string, blocks: number]>([
    ['a line that is heavy enough', `${LINE}\n\n> x`, 1],
    ['one that is not', `${LINE.slice(1)}\n\n> x`, 0],
    ['one below', `> x\n\n${LINE}`, 1],
    ['all there is', LINE, 0],
    ['all there is but a rule', `${LINE}\n\n----`, 0],
    ['twenty hanzi', `${'字'.repeat(20)}\n\n> x`, 1],
    ['nineteen', `${'字'.repeat(19)}\n\n> x`, 0],
    ['a line of 1500 characters', `${'x'.repeat(1500)}\n\n> x`, 1],
    ['a longer one', `${'x'.repeat(1501)}\n\n> x`, 0],
    ['three lines of 3000 characters', `${'x'.repeat(1500)}\n${'y'.repeat(1499)}\nz\n\n> x`, 3],
    ['three of more', `${'x'.repeat(1500)}\n${'y'.repeat(1500)}\nz\n\n> x`, 2],
    ['four lines before a blank one', `${`${LINE}\n`.repeat(4)}\n> x`, 4],
    ['four lines before a rule', `${`${LINE}\n`.repeat(4)}----\n> x`, 4],
    ['four lines before a quote', `${`${LINE}\n`.repeat(4)}> x`, 3],
    ['five lines before a blank one', `${`${LINE}\n`.repeat(5)}\n> x`, 4],
    ['24 lines', `${'xxx\n'.repeat(24)}\n> x`, 1],
    ['25 lines', `${'xxx\n'.repeat(25)}\n> x`, 0],
    ['the 200th line', `${'\n'.repeat(199)}${LINE}\n\n> x`, 1],
    ['the 201st', `${'\n'.repeat(200)}${LINE}\n\n> x`, 0],
    ['behind many characters', `${BLANKS(7900)}\n${LINE}\n\n> x\n> ${WORDS}`, 1],
    ['nothing beside it but half a line', `${BLANKS(7930)}\n${LINE}\n${'y'.repeat(500)}\n> x`, 0],
    ['before many characters', `> ${WORDS}\n> x\n\n${LINE}\n${BLANKS(7900)}`, 1],
    ['nothing above it but half a line', `> x\n${'y'.repeat(500)}\n${LINE}\n${BLANKS(7930)}`, 0],
    ['beyond what is looked at', `${BLANKS(8000)}\n${LINE}\n\n> x`, 0],
  ])('%s', (_, text, blocks) => expect(edges(text).blocks).toHaveLength(blocks));

  test.each<[what: string, text: string, isCounted: boolean]>([
    ['as many words', `${LINE}\n\n> ${'w'.repeat(38)}`, true],
    ['as many above it', `> ${'w'.repeat(38)}\n\n${LINE}`, true],
    ['in two lines', `${LINE}\n\n> ${'w'.repeat(18)}\n> ${'w'.repeat(18)}`, true],
    ['fewer words', `${LINE}\n\n> ${'w'.repeat(37)}`, false],
    ['words and blanks', `${LINE}\n\n> ${'w'.repeat(18)}${BLANKS(30)}`, false],
    ['more than is looked at', `${BLANKS(7900)}\n${LINE}\n\n> x\n> ${'w'.repeat(80)}`, true],
  ])('count beside %s', (_, text, isCounted) => {
    const { blocks, counted } = edges(text);
    expect(blocks).toHaveLength(1);
    expect(counted).toEqual(isCounted ? blocks : null);
  });

  it('are the same in other marks, case and blanks, and no others', () => {
    const same = edges(`* ${FOOTER.toUpperCase().replaceAll(' ', '  ')}!\n\nshort`).blocks;
    expect(same).toEqual([...ABOVE]);
    for (const other of [FOOTER.replace('by post', 'bypost'), FOOTER.replace('urgent ', 'urgent\n')])
      expect(edges(`${other}\n\nshort`).blocks).not.toContain([...ABOVE][0]);
  });

  it('of the whole mail count where they are none of the words', () => {
    expect(edges('short', `short\n\n${FOOTER}\n\n${WORDS}\n\n${FOOTER}`).counted).toContain([...BELOW][0]);
    expect(edges('short', 'short\n\nTom').counted).toEqual([]);
  });
});

describe('what is left out', () => {
  test.each<[what: string, line: string]>([
    ['a notice that begins as a line of a log', `NOTICE: ${FOOTER}`],
    ['the same behind marks', `** NOTICE: ${FOOTER}`],
    ['the same with a rule behind it', `IMPORTANT ------ ${FOOTER}`],
    ['a notice with a line of a log in it', `${FOOTER}\nERROR [main] the fence is closed\nshort`],
  ])('%s', (_, block) => {
    const text = `${block}\n\n${WORDS}`;
    expect(withoutBoilerplate(replyOf(text), new Set(edges(text).blocks)).reply.own).toBe(WORDS);
  });

  test.each<[what: string, block: string]>([
    ['a warning of a program', `DeprecationWarning: ${FOOTER}`],
    ['a number', `Ticket number: TS20261123001, ${FOOTER}`],
    ['a description', `Problem description: ${FOOTER}`],
    ['a time', `Occurred at: some time of yesterday, ${FOOTER}`],
    ['a code', `Error code: ${FOOTER}`],
    ['half of it a log', `ERROR [main] the gate of the mail fence is closed for the whole of the day\n\n${FOOTER}`],
  ])('is nothing with %s', (_, block) => {
    const text = `${block}\n\n${WORDS}`;
    const known = edges(text).blocks.filter((each) => edges(`${block}\n\nshort`).blocks.includes(each));
    expect(known.length).toBeGreaterThan(0);
    expect(withoutBoilerplate(replyOf(text), new Set(known)).reply.own).toBe(text);
  });

  it('goes whatever the words beside it say', () => {
    const words = 'It still fails with ORA-12514, the same error as before, and nobody can log in.';
    expect(withoutBoilerplate(replyOf(`${FOOTER}\n\n${words}`), ABOVE).reply.own).toBe(words);
    expect(withoutBoilerplate(replyOf(`${words}\n\n${FOOTER}`), BELOW).reply.own).toBe(words);
  });

  it('is nothing where nothing is known', () => {
    const reply = replyOf(`${FOOTER}\n\n${WORDS}`);
    expect(withoutBoilerplate(reply, new Set())).toEqual({ reply, leftOut: [], lines: new Set() });
  });

  it('are twelve blocks over one another at most', () => {
    const stack = (count: number): string => `${FOOTER}\n\n`.repeat(count) + WORDS;
    const { reply, leftOut } = withoutBoilerplate(replyOf(stack(20)), ABOVE);
    expect(reply.own).toBe(stack(8));
    expect(leftOut).toEqual(Array(12).fill([...ABOVE][0]));
  });

  it('are lines, told without blanks around them', () => {
    const above = withoutBoilerplate(replyOf(`\n${FOOTER}  \n----\n\n${WORDS}`), ABOVE);
    expect([...above.lines]).toEqual(['', FOOTER]);
    const below = withoutBoilerplate(replyOf(`${WORDS}\n\n----\n${FOOTER}  `), BELOW);
    expect([...below.lines]).toEqual([FOOTER]);
  });

  it('are lines of the whole mail, too, which are in no words', () => {
    const reply = replyOf(WORDS);
    const found = withoutBoilerplate(reply, BELOW, { text: `${WORDS}\n\n--\nTom\n\n${FOOTER}` });
    expect(found.reply).toBe(reply);
    expect(found).toMatchObject({ leftOut: [], lines: new Set([FOOTER]) });
  });

  test.each<[what: string, own: string, author: string, left: string]>([
    ['the card below the sender’s name', `${WORDS}\n\nTom Miller\nAcme`, 'Tom Miller', `${WORDS}\n\nTom Miller`],
    ['but not below another', `${WORDS}\n\nTom Miller\nAcme`, 'Ann Lee', `${WORDS}\n\nTom Miller\nAcme`],
    ['a phone’s footer above a quote', `Sent from my iPhone\n> Any news?\n${WORDS}`, '', `> Any news?\n${WORDS}`],
    ['nothing where nothing else is left', 'Sent from my iPhone', '', 'Sent from my iPhone'],
  ])('hid a signature: %s', (_, own, author, left) => {
    expect(withoutBoilerplate(replyOf(`${own}\n\n${FOOTER}`), BELOW, { author }).reply.own).toBe(left);
  });

  it('goes from a first mail that has words of its own', () => {
    expect(withoutBoilerplate(replyOf(`${FOOTER}\n\n${WORDS}`), ABOVE, { opens: true }).reply.own).toBe(WORDS);
    expect(withoutBoilerplate(replyOf(`${FOOTER}\n\nThank you.`), ABOVE).reply.own).toBe('Thank you.');
  });

  it('goes from the whole of an answer whose words stand apart', () => {
    const { reply } = withoutBoilerplate(
      replyOf(`yes\n${WORDS}\n\n${FOOTER}`, `> one\nyes\n> two\n${WORDS}\n\n${FOOTER}`),
      BELOW,
    );
    expect(reply).toMatchObject({ own: `yes\n${WORDS}`, reply: `> one\nyes\n> two\n${WORDS}` });
  });
});
