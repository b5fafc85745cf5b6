import { cutText, HTML_LENGTH } from '../limits.ts';
import type { Content } from '../mime/content.ts';
import { TEXT_TRUNCATED } from '../mime/warning.ts';
import { flattenHtml } from './html-depth.ts';
import { htmlToText } from './html-text.ts';
import type { HtmlText } from './line-writer.ts';
import { type Reply, type ReplyHints, splitReply } from './reply.ts';
import { isStub } from './stub.ts';
import { authored } from './wrapping/authored.ts';
import { withoutEntities } from './wrapping/entities.ts';

type Body = {
  readonly text: string;
  readonly html: string | null;
  readonly plain: string;
  readonly rendered: HtmlText | null;
};

/** The warning that HTML was nested too deeply and its innermost tags were left out. */
const HTML_FLATTENED = 'html_flattened';

/** The warning that the HTML may hide some of the author's words: they stay, and nothing is done on them. */
export const HTML_DOUBTFUL = 'html_doubtful';

/** Whether all of the words are seen: flattened HTML may show what was hidden. Else nothing is done on them. */
export const isCertain = (warnings: readonly string[]): boolean =>
  !warnings.includes(HTML_FLATTENED) && !warnings.includes(HTML_DOUBTFUL);

/**
 * The body in all its forms, each cut to what is handed on. `mailer`: the program that wrote it, as it names itself.
 */
export function readBody(
  content: Content,
  mailer: string,
): { readonly body: Body; readonly warnings: readonly string[] } {
  const warnings: string[] = [];
  const flat = (source: string): string => {
    const { html, flattened, cut: isCut } = flattenHtml(source);
    if (flattened) warnings.push(HTML_FLATTENED);
    if (isCut) warnings.push(TEXT_TRUNCATED);
    return html;
  };
  const cut = (text: string): string => {
    const kept = cutText(text);
    if (kept !== text) warnings.push(TEXT_TRUNCATED);
    return kept;
  };
  const html = content.segments.map((segment) => segment.html).filter((part) => part !== null);
  const joined = html.length > 0 ? flat(html.join('\n')) : null;
  const rendered = joined === null ? null : htmlToText(joined);
  const segments = content.segments.map((segment) => ({
    plain: segment.plain === null || isStubbed(segment, rendered) ? null : withoutEntities(segment.plain, mailer),
    html: segment.html,
  }));
  const plain = shownOf(
    segments
      .map((segment) => segment.plain)
      .filter((part) => part !== null)
      .join('\n')
      .trimEnd(),
    rendered,
  );
  const texts = segments.map(({ plain: text, html: source }) => {
    if (text?.trim() || source === null) return shownOf(text ?? '', rendered);
    return rendered && html.length === 1 ? rendered.text : htmlToText(flat(source)).text;
  });
  const shown = {
    text: cut(texts.join('\n').trimEnd()),
    plain: cut(plain),
    rendered: rendered && { ...rendered, text: cut(rendered.text) },
  };
  const isWhole = (source: string): boolean => source.length <= HTML_LENGTH && !warnings.includes(TEXT_TRUNCATED);
  return { body: { ...shown, html: joined !== null && isWhole(joined) ? joined : null }, warnings };
}

/** Only where both forms are there, one says something else than the other. */
const isStubbed = ({ plain, html }: Content['segments'][number], rendered: HtmlText | null): boolean =>
  plain !== null && html !== null && rendered !== null && isStub(plain, rendered.text);

/** A text form that a program made of the HTML holds what that hides: such lines go from both. */
function shownOf(plain: string, rendered: HtmlText | null): string {
  if (rendered === null || rendered.hidden.length === 0) return plain;
  const shown = new Set(rendered.text.split('\n').map(evened));
  const hidden = new Set(rendered.hidden.filter((line) => !shown.has(line)));
  return plain
    .split('\n')
    .filter((line) => !hidden.has(evened(line)))
    .join('\n');
}

const evened = (line: string): string => line.replace(/\s+/g, ' ').trim();

/** Pieces that are looked for; of more, any may stand in the words. */
const MOST_PIECES = 200;

/** Whether the HTML may hide some of these words, which were read out of the body. */
export function mayHide({ rendered }: Body, words: string): boolean {
  const pieces = rendered?.doubtful.map(lettersOf).filter((piece) => piece !== '') ?? [];
  if (pieces.length === 0 || words === '') return false;
  const letters = lettersOf(words);
  return pieces.length > MOST_PIECES || pieces.some((piece) => letters.includes(piece));
}

/** What is left of words however they are broken into lines and quoted. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}#]+/gu, '');

/**
 * Reads the reply out of both forms, each without what others put around it; HTML wins when the text form is missing, a
 * stub, or shows no quote where HTML has one.
 */
export function readReply(body: Body, hints: Pick<ReplyHints, 'answers' | 'forwards' | 'author'>): Reply {
  const plain = authored({ text: body.text });
  const fromText = splitReply(plain.text, hints);
  if (!body.rendered) return fromText;
  const isEmpty = body.plain.trim() === '';
  const isShort = body.plain.length * 4 < body.rendered.text.length;
  if (!isEmpty && !isShort && (fromText.quoted !== '' || !tellsMore(body.rendered, body.plain))) return fromText;
  const rendered = authored(body.rendered);
  const fromHtml = splitReply(rendered.text, { ...rendered, ...hints });
  if (isEmpty) return fromHtml;
  const stub = isShort && fromHtml.own.length > 2 * fromText.reply.length;
  const blind =
    fromText.quoted === '' &&
    fromHtml.quoted !== '' &&
    fromHtml.own !== '' &&
    fromHtml.own.length < fromText.reply.length;
  return stub || blind ? fromHtml : fromText;
}

/** Whether HTML marks a quote, or has lines that the text form lost: what its words tell, that tells as well. */
const tellsMore = ({ text, quoteAt }: HtmlText, plain: string): boolean =>
  quoteAt !== null || /^>/m.test(text) || linesOf(text) > 2 * linesOf(plain);

const linesOf = (text: string): number => text.split('\n').length;
