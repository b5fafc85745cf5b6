/** What customers think of one company's or team's tickets; `mean` of one to five, null where nobody said. */
export type Rated = { readonly name: string; readonly n: number; readonly mean: number | null };
export type Ratings = { readonly byCompany: readonly Rated[]; readonly byTeam: readonly Rated[] };

/** The same beside what it was in the period before. */
export type RatingTrend = Rated & { readonly before: number | null };

/** Of those that were rated in the period, most first. */
export const trendOf = (now: readonly Rated[], before: readonly Rated[]): readonly RatingTrend[] =>
  now
    .filter(({ n }) => n > 0)
    .toSorted((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1))
    .map((each) => ({ ...each, before: before.find(({ name }) => name === each.name)?.mean ?? null }));
