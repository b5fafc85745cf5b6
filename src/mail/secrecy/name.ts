/** UTF-16 units of a name that are kept. */
const LONGEST = 100;

/**
 * What a certificate calls somebody, on one line: control characters are orders to a terminal, and those of direction
 * show another name than the one that is there.
 */
export const plainName = (name: string): string =>
  name
    .toWellFormed()
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed();

/** Whether an address of a certificate can be one as it is written there. */
export const isPlainAddress = (address: string): boolean => /^[^\s\p{C}"<>@]+@[^\s\p{C}"<>@]+$/u.test(address);
