const offered = ['P1D', 'P7D', 'P14D', 'P30D', 'P90D', 'P180D', 'P1Y', 'P2Y'];

/** Periods between the shortest and the usual one, and the one that is set. */
export function periodsUpTo(shortest: string, usual: string, own: string | undefined): string[] {
  const between = offered.filter(
    (period) => daysOf(period) >= daysOf(shortest) && daysOf(period) < daysOf(usual),
  );
  const all = own === undefined || between.includes(own) ? between : [...between, own];
  return all.toSorted((one, other) => daysOf(one) - daysOf(other));
}

const lengths: Readonly<Record<string, number>> = { Y: 365, M: 30, W: 7, D: 1 };

/** About so many days: only to put periods in order. */
const daysOf = (period: string): number =>
  [...period.matchAll(/(\d+)([YMWD])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (lengths[unit] ?? 0),
    0,
  );
