import * as fc from 'fast-check';
import { refusalGrounds } from '../../../lambda/request/model/refusals.ts';
import { mandates, shownMandates } from '../../../lambda/request/model/assurance.ts';
import { answerOutcomes } from '../../../lambda/request/model/answer.ts';
import { isGated, requestKinds } from '../../../lambda/request/model/kinds.ts';

export const teamNames = ['ada', 'ben', 'eva'] as const;
const who = fc.constantFrom(...teamNames);
/** Mostly a request for which the event is meant; else any. */
const which = fc.record({
  index: fc.nat({ max: 11 }),
  isMeant: fc.constantFrom(true, true, true, false),
});
const person = fc.nat({ max: 1 });
const kinds = requestKinds.filter((kind) => kind !== 'appeal');
const gated = kinds.filter(isGated);
const anyKind = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...gated) },
  { weight: 1, arbitrary: fc.constantFrom(...kinds) },
);
const grounds = refusalGrounds.filter((ground) => ground.startsWith('manifestly'));

const named = <const Name extends string, Fields extends object>(
  name: Name,
  fields: { [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> },
): fc.Arbitrary<{ readonly name: Name } & Fields> =>
  fc.record<Fields>(fields).map((rest) => ({ name, ...rest }));

/** Everything that can happen to requests. `which` chooses among the requests that there are by then. */
export const anyEvent = fc.oneof(
  { weight: 6, arbitrary: named('submit', { person, kind: anyKind }) },
  {
    weight: 3,
    arbitrary: named('enter', {
      ...{ person, who, agent: fc.constantFrom(false, ...mandates), about: which },
      kind: fc.constantFrom('access', 'erasure', 'complaint', 'objection', 'appeal', 'appeal'),
    }),
  },
  { weight: 2, arbitrary: named('identify', { who, which }) },
  {
    weight: 2,
    arbitrary: named('check-mandate', {
      who,
      which,
      shown: fc.constantFrom(undefined, ...shownMandates),
    }),
  },
  { weight: 9, arbitrary: named('approve', { who, which }) },
  { weight: 2, arbitrary: named('deny', { who, which, ground: fc.constantFrom(...grounds) }) },
  {
    weight: 3,
    arbitrary: named('answer', { who, which, outcome: fc.constantFrom(...answerOutcomes) }),
  },
  {
    weight: 3,
    arbitrary: named('correct', { who, which, number: fc.nat({ max: 2 }), accept: fc.boolean() }),
  },
  { weight: 3, arbitrary: named('appeal', { which }) },
  { weight: 1, arbitrary: named('extend', { who, which }) },
  { weight: 1, arbitrary: named('pause', { who, which }) },
  { weight: 1, arbitrary: named('resume', { who, which }) },
  { weight: 1, arbitrary: named('cancel', { which }) },
  { weight: 2, arbitrary: named('begin', { which }) },
  { weight: 1, arbitrary: named('fail', { which }) },
  { weight: 1, arbitrary: named('fence', { which }) },
  { weight: 1, arbitrary: named('finish', { which }) },
  { weight: 1, arbitrary: named('retry', { who, which }) },
  { weight: 1, arbitrary: named('sweep', {}) },
  { weight: 2, arbitrary: named('pass', { hours: fc.constantFrom(1, 30, 24 * 35) }) },
);
export type RequestEvent = typeof anyEvent extends fc.Arbitrary<infer One> ? One : never;

/** Events of one group happen at the same moment. */
export const anyStory = fc.array(fc.array(anyEvent, { minLength: 1, maxLength: 3 }), {
  minLength: 6,
  maxLength: 24,
});
