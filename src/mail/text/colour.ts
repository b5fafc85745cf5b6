/** Names of the colours that text or its ground have in mails where they are meant to be alike. */
const NAMED: Readonly<Record<string, string>> = {
  ...{
    white: '#ffffff',
    snow: '#fffafa',
    ivory: '#fffff0',
    ghostwhite: '#f8f8ff',
    whitesmoke: '#f5f5f5',
    azure: '#f0ffff',
    honeydew: '#f0fff0',
    mintcream: '#f5fffa',
    aliceblue: '#f0f8ff',
    floralwhite: '#fffaf0',
    lavenderblush: '#fff0f5',
    seashell: '#fff5ee',
    canvas: '#ffffff',
    window: '#ffffff',
  },
  ...{ black: '#000000', red: '#ff0000', green: '#008000', blue: '#0000ff', yellow: '#ffff00', navy: '#000080' },
  ...{
    gray: '#808080',
    grey: '#808080',
    silver: '#c0c0c0',
    lightgray: '#d3d3d3',
    lightgrey: '#d3d3d3',
    orange: '#ffa500',
  },
};

/** `#rrggbb`, `transparent`, or null for what is no colour that is known here. */
export function colour(written: string): string | null {
  if (written === '') return null;
  const value = written.trim().toLowerCase();
  if (/^transparent\b|^(?:rgb|hsl)a?\([^)]*[,/]\s*0*(?:\.0+)?%?\s*\)$/.test(value) && !/^(?:rgb|hsl)\(/.test(value))
    return 'transparent';
  const long = /(?:^|\s)#?([0-9a-f]{6})(?:[0-9a-f]{2})?(?=\s|$)/.exec(value)?.[1];
  if (long !== undefined) return `#${long}`;
  const short = /(?:^|\s)#([0-9a-f]{3})(?=\s|$)/.exec(value)?.[1];
  if (short !== undefined) return `#${[...short].map((digit) => digit + digit).join('')}`;
  const mixed = /(rgb|hsl)a?\(([^)]{0,80})\)/.exec(value);
  if (mixed) return mixed[1] === 'rgb' ? rgb(numbers(mixed[2], 2.55)) : hsl(numbers(mixed[2], 0.01));
  const word = value.split(/\s+/).find((part) => Object.hasOwn(NAMED, part));
  return word === undefined ? null : (NAMED[word] ?? null);
}

/** Of the arguments of a colour; `percent` is what one of a hundred stands for. */
const numbers = (text = '', percent: number): number[] =>
  [...text.matchAll(/(-?\d*\.?\d+)(%?)/g)].map(([, amount, unit]) => Number(amount) * (unit === '' ? 1 : percent));

const rgb = (parts: readonly number[]): string | null =>
  parts.length < 3
    ? null
    : `#${parts
        .slice(0, 3)
        .map((part) =>
          Math.round(Math.min(255, Math.max(0, part)))
            .toString(16)
            .padStart(2, '0'),
        )
        .join('')}`;

/** CSS Color §7. */
function hsl([hue = 0, saturation = 0, lightness]: readonly number[]): string | null {
  if (lightness === undefined) return null;
  const channel = (offset: number): number => {
    const at = (offset + hue / 30) % 12;
    return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  };
  return rgb([0, 8, 4].map((offset) => channel(offset) * 255));
}
