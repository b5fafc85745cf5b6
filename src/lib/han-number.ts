const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  // "A few" is nearer to three than to anything else.
  几: 3,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** A number below ten thousand in Chinese words (`十五`, `两百三十`, `半`, `几十`); null for anything else. */
export function hanNumber(written: string): number | null {
  if (written === '半') return 0.5;
  let total = 0;
  let digit: number | null = null;
  for (const character of written) {
    const unit = UNITS[character];
    if (unit !== undefined) {
      total += (digit ?? 1) * unit;
      digit = null;
    } else {
      digit = DIGITS[character] ?? Number.NaN;
    }
  }
  const value = total + (digit ?? 0);
  return written === '' || Number.isNaN(value) ? null : value;
}
