/** A random number generator that repeats in every run (mulberry32). */
export interface Dice {
  /** At least 0, below 1. */
  readonly roll: () => number;
  readonly pick: <Value>(values: readonly Value[]) => Value;
}

export function openDice(seed: number): Dice {
  let state = seed;
  const roll = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    roll,
    pick: (values) => {
      const value = values[Math.floor(roll() * values.length)];
      if (value === undefined) throw new RangeError('there is nothing to pick from');
      return value;
    },
  };
}
