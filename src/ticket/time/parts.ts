/** A whole and its parts in whole units: the parts add up to it. */
export type InUnits<Name extends string> = {
  readonly whole: number;
  readonly parts: readonly (readonly [name: Name, count: number])[];
};

/**
 * Milliseconds in whole units. Rounded one by one the parts would not add up: each is rounded down, and what the whole
 * has beyond them goes to those that lost most by it.
 */
export function inUnits<Name extends string>(
  parts: Readonly<Partial<Record<Name, number>>>,
  unit: number,
): InUnits<Name> {
  const exact = (Object.entries(parts) as [Name, number][]).map(([name, span]) => [name, span / unit] as const);
  const whole = Math.round(exact.reduce((sum, [, count]) => sum + count, 0));
  const lost = (count: number): number => count - Math.floor(count);
  const left = whole - exact.reduce((sum, [, count]) => sum + Math.floor(count), 0);
  const roundedUp = new Set(
    exact
      .toSorted(([, a], [, b]) => lost(b) - lost(a))
      .slice(0, left)
      .map(([name]) => name),
  );
  return {
    whole,
    parts: exact.map(([name, count]) => [name, Math.floor(count) + (roundedUp.has(name) ? 1 : 0)] as const),
  };
}
