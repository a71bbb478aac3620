import * as fc from 'fast-check';

export const peopleCount = 4;
const person = fc.nat({ max: peopleCount - 1 });
const purpose = fc.constantFrom('training' as const, 'aggregates' as const);
const index = fc.nat({ max: 3 });

const named = <const Name extends string, Fields extends object>(
  name: Name,
  fields: { [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> },
): fc.Arbitrary<{ readonly name: Name } & Fields> =>
  fc.record<Fields>(fields).map((rest) => ({ name, ...rest }));

const anyEvent = fc.oneof(
  { weight: 6, arbitrary: named('measure', { person }) },
  { weight: 8, arbitrary: named('refuse', { person, purpose }) },
  { weight: 4, arbitrary: named('permit', { person, purpose }) },
  { weight: 2, arbitrary: named('restrict', { person, isRestricted: fc.boolean() }) },
  { weight: 1, arbitrary: named('erase', { person }) },
  { weight: 3, arbitrary: named('depart', { person }) },
  { weight: 4, arbitrary: named('build', {}) },
  { weight: 4, arbitrary: named('close', {}) },
  {
    weight: 18,
    arbitrary: named('go-on', { index, calls: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 4, arbitrary: named('read', { index }) },
  { weight: 3, arbitrary: named('poll', { index }) },
  { weight: 3, arbitrary: named('approve', { index }) },
  { weight: 3, arbitrary: named('pass', { days: fc.constantFrom(0, 1, 1, 1, 8, 15) }) },
);
export type LearningEvent = typeof anyEvent extends fc.Arbitrary<infer One> ? One : never;

export const anyStory = fc.array(anyEvent, { minLength: 20, maxLength: 60 });

/** In which whatever a story can show happens, so that it is shown in each run. */
export const fullStory: LearningEvent[] = [
  { name: 'measure', person: 0 },
  { name: 'measure', person: 1 },
  { name: 'refuse', person: 1, purpose: 'aggregates' },
  { name: 'build' },
  { name: 'build' },
  { name: 'go-on', index: 0, calls: 3 },
  { name: 'refuse', person: 2, purpose: 'training' },
  { name: 'pass', days: 1 },
  { name: 'close' },
  { name: 'go-on', index: 0, calls: 12 },
  { name: 'approve', index: 1 },
  { name: 'read', index: 0 },
  { name: 'refuse', person: 3, purpose: 'training' },
  { name: 'read', index: 0 },
  { name: 'poll', index: 0 },
];
