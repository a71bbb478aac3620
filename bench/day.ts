import { assumed, daySeconds } from './assumed.ts';

/** One prompt of one person, with what belongs to it. */
export interface Prompt {
  /** Of the day. */
  readonly second: number;
  readonly person: number;
}

const { promptsPerDay } = assumed;
const promptsPerSession = 5;
const secondsBetweenPrompts = 40;

/** Sessions of a day without its peak, by the hour in which they begin: few at night, most in the evening. */
const usual = [...[2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 5], ...[5, 5, 5, 5, 5, 6, 7, 8, 8, 6, 4, 3]];
const busiest = usual.indexOf(Math.max(...usual));
const others = usual.reduce((sum, share, hour) => (hour === busiest ? sum : sum + share), 0);
const shareOfPeak = assumed.peakFactor / usual.length;

/** Of all sessions: the busiest hour has the peak of the page, the others what is left. */
const hours: readonly number[] = usual.map((share, hour) =>
  hour === busiest ? shareOfPeak : (share / others) * (1 - shareOfPeak),
);

/**
 * The prompts of a day in order: each person has two sessions on the average, each a few prompts close
 * together. The same seed makes the same day.
 */
export function promptsOf(people: number, seed = 1): readonly Prompt[] {
  const random = randomOf(seed);
  const hourOf = (): number => {
    let left = random();
    return Math.max(
      0,
      hours.findIndex((share) => (left -= share) < 0),
    );
  };
  const prompts: Prompt[] = [];
  const sessions = (people * promptsPerDay) / promptsPerSession;
  for (let session = 0; session < sessions; session += 1) {
    const person = Math.floor(random() * people);
    let second = Math.floor((hourOf() + random()) * 3_600);
    for (let prompt = 0; prompt < promptsPerSession; prompt += 1) {
      prompts.push({ second: second % daySeconds, person });
      second += Math.ceil(random() * 2 * secondsBetweenPrompts);
    }
  }
  return prompts.sort((one, other) => one.second - other.second);
}

/** mulberry32: a sequence between 0 and 1 that a seed repeats. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
