/**
 * What is hidden of a text before it leaves the desk: links, addresses, telephone and other long numbers, passwords and
 * tokens stand there as `[NUMBER-1]`. A model can move such a mark about and not read it; what it gives back gets the
 * words again. One redaction serves one request, so that the same value has the same mark in all of its texts.
 */
export type Redaction = {
  readonly hide: (text: string) => string;
  /** The text with the hidden words; null where it has a mark that nothing was hidden behind. */
  readonly putBack: (text: string) => string | null;
};

const KINDS = ['MARK', 'LINK', 'ADDRESS', 'SECRET', 'TOKEN', 'PHONE', 'NUMBER'] as const;
type Kind = (typeof KINDS)[number];

const MARK = /\[\s*(?:MARK|LINK|ADDRESS|SECRET|TOKEN|PHONE|NUMBER)\s*-?\s*\d+\s*\]/iu;

/** In this order at every place of the text; the named group is what is hidden. Days and times stay readable. */
const HIDDEN: readonly (readonly [Kind | null, RegExp])[] = [
  // A text that was written to look hidden.
  ['MARK', MARK],
  ['LINK', /(?:\b[a-z][a-z0-9+.-]{1,15}:\/\/|\bwww\.|\b(?:mailto|tel):)[^\s<>"'，。；、）】》]+/iu],
  ['ADDRESS', /[\p{L}\p{N}._%+'-]{1,64}[@＠][\p{L}\p{N}-]{1,63}(?:[.．。][\p{L}\p{N}-]{1,63}){1,8}/u],
  ['ADDRESS', /(?<![\p{N}.])\p{Nd}{1,3}(?:\.\p{Nd}{1,3}){3}(?::\p{Nd}{2,5})?(?![\p{N}.]\p{Nd})/u],
  ['ADDRESS', /(?<![\p{L}\p{N}:])(?:[0-9a-f]{1,4}:){3,7}:?[0-9a-f]{1,4}(?![\p{L}\p{N}:])/iu],
  [
    'SECRET',
    /(?<=(?:密码|口令|密钥|令牌|验证码|\bpass(?:word|wd|code)?|\bpwd|\bpin|\btoken|\bsecret|\bapi[ _-]?key|\botp)\s{0,3}(?:[:：=]|是|为|\bis\b)\s{0,3})[^\s，。；、,;]{3,}/iu,
  ],
  [
    null,
    /(?<!\p{Nd})\p{Nd}{4}[-/.年]\p{Nd}{1,2}[-/.月]\p{Nd}{1,2}(?!\p{Nd})日?(?:[T\s]{1,2}\p{Nd}{1,2}:\p{Nd}{2}(?::\p{Nd}{2})?)?/u,
  ],
  ['TOKEN', /(?<![\p{L}\p{N}])(?=[A-Za-z+/=_-]{0,200}\d)(?=[\d+/=_-]{0,200}[A-Za-z])[A-Za-z0-9+/=_-]{20,}/u],
  ['PHONE', /(?:[+＋]\s?)?\(?\p{Nd}{1,4}\)?(?:[\s\u00a0().\-–/]{1,3}\p{Nd}{2,5}){2,6}/u],
  ['PHONE', /(?:[+＋]\s?\p{Nd}{7,15}|(?<!\p{Nd})[1１][3-9３-９]\p{Nd}{9})(?!\p{Nd})/u],
  ['NUMBER', /\p{Nd}{5,}/u],
];

/** All of them as one, a group each. */
const ANY = new RegExp(HIDDEN.map(([, { source }]) => `(${source})`).join('|'), 'giu');

/** Digits of what counts as a number with blanks in it; fewer are a version, or a list. */
const LEAST_DIGITS = 7;

/** Hides nothing where the configuration says so; marks are read back all the same. */
export function createRedaction(isOn = true): Redaction {
  const marks = new Map<string, string>();
  const words = new Map<string, string>();
  const counts = new Map<Kind, number>();
  const markFor = (kind: Kind, value: string): string => {
    const known = marks.get(value);
    if (known !== undefined) return known;
    const n = (counts.get(kind) ?? 0) + 1;
    const mark = `[${kind}-${n}]`;
    counts.set(kind, n);
    marks.set(value, mark);
    words.set(mark, value);
    return mark;
  };
  return {
    hide: (text) =>
      !isOn
        ? text
        : text.replace(/\p{Cf}/gu, '').replace(ANY, (found: string, ...groups: unknown[]) => {
            const kind = HIDDEN[groups.slice(0, HIDDEN.length).findIndex((group) => group !== undefined)]?.[0] ?? null;
            const isShort = kind === 'PHONE' && digitsIn(found) < LEAST_DIGITS;
            return kind === null || isShort ? found : markFor(kind, found);
          }),
    putBack(text) {
      let isForged = false;
      const whole = text.replace(new RegExp(MARK, 'giu'), (mark) => {
        const value = words.get(mark.replace(/\s/g, '').toUpperCase());
        if (value === undefined) isForged = isOn;
        return value ?? mark;
      });
      return isForged ? null : whole;
    },
  };
}

const digitsIn = (text: string): number => text.match(/\p{Nd}/gu)?.length ?? 0;
