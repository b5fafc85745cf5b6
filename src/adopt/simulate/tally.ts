/** How often each value occurs, the commonest first. */
export function tally<T>(items: readonly T[], of: (item: T) => string): { value: string; count: number }[] {
  return [...Map.groupBy(items, of)]
    .map(([value, { length: count }]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count);
}
