/**
 * How probable it is that a value of `some` is larger than one of `others`: the statistic of Mann and
 * Whitney. It looks at the order of values alone, so that a pause of the process counts as one value.
 * 0.5 where both come from the same source.
 */
export function chanceToBeSlower(some: readonly number[], others: readonly number[]): number {
  const all = [
    ...some.map((value) => ({ value, isOne: true })),
    ...others.map((value) => ({ value, isOne: false })),
  ].sort((one, other) => one.value - other.value);
  let rankSum = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1;
    // Equal values share the middle of their ranks, which count from 1.
    const rank = (start + 1 + end) / 2;
    rankSum += rank * all.slice(start, end).filter(({ isOne }) => isOne).length;
    start = end;
  }
  return (rankSum - (some.length * (some.length + 1)) / 2) / (some.length * others.length);
}
