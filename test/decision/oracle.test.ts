import { expect, test } from 'vitest';
import type { StoredState } from '../../lambda/consent/model/event.ts';
import { periodsOf } from '../../lambda/consent/model/validity.ts';
import { decide } from '../../lambda/consent/model/decision.ts';
import type { Decision, DecisionFacts, DenyReason } from '../../lambda/consent/model/decision.ts';
import { factsOf } from '../../lambda/decision/store.ts';
import { newEventId, newSubjectId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { readLaw } from '../../lib/policy/law-source.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { Resolution } from '../../lambda/subject/model/subject.ts';
import {
  freezeFrom,
  lawIds,
  momentsFrom,
  now,
  personFrom,
  policyFrom,
  questionsFrom,
  randomFrom,
  wordsFrom,
} from './generated.ts';
import type { Case, Person, Said } from './oracle.ts';
import { lawSays, rules, termsOf } from './oracle.ts';
import { examplePolicy } from '../support/example-policy.ts';

const [subjectId, eventId] = [newSubjectId(), newEventId()];

/** What the program has stored of it. */
function resolutionOf({ who, frozen }: Pick<Case, 'who' | 'frozen'>): Resolution {
  if (typeof who === 'string') return { kind: who };
  const { declared, stated, age } = who;
  const off = (name: Person['off'][number]) => (who.off.includes(name) ? 'off' : 'on');
  return {
    kind: 'known',
    subject: {
      subjectId,
      status: who.erasing ? 'erasing' : 'active',
      version: 1,
      ...(stated !== undefined && { residence: stated }),
      ...(declared !== undefined && { declaredResidence: declared }),
      ...(age !== undefined && { ageBand: age }),
      settings: {
        retention: {},
        training: off('training'),
        personalisation: off('personalisation'),
        storage: off('storage'),
      },
      restrictedPurposes: who.restricted,
      heldCategories: [],
      ...(frozen === 'person' && { frozenBy: ['one'] }),
      createdAt: milliseconds(0),
    },
  };
}

/** Ends of consents by policy, purpose and moment: people of one policy share their moments. */
const ends = new WeakMap<Policy, Map<string, EpochMilliseconds | undefined>>();
function endOf(policy: Policy, purpose: string, word: Said['word'], at: EpochMilliseconds) {
  const known = ends.get(policy) ?? new Map<string, EpochMilliseconds | undefined>();
  ends.set(policy, known);
  const name = `${purpose} ${word} ${at}`;
  const end = known.has(name)
    ? known.get(name)
    : periodsOf(policy, { purpose, state: word }, at).validUntil;
  known.set(name, end);
  return end;
}

function statesOf({ policy, said }: Case): Map<string, StoredState> {
  const states = new Map<string, StoredState>();
  for (const { purpose, word, notice, byParent, parentWasNeeded, explicit, ...one } of said) {
    const previous = states.get(purpose);
    if (previous !== undefined && previous.at > one.at) continue;
    const at = milliseconds(one.at);
    const validUntil = endOf(policy, purpose, word, at);
    states.set(purpose, {
      purpose,
      state: word,
      version: (previous?.version ?? 0) + 1,
      eventId,
      at,
      givenBy: byParent ? 'responsible-person' : 'subject',
      ...(parentWasNeeded && { needed: 'responsible-person' as const }),
      ...(explicit && { explicit: true as const }),
      ...(notice && { notice }),
      ...(validUntil !== undefined && { validUntil }),
    });
  }
  return states;
}

/** What the program decides on; what was said is told once for all questions about a person. */
function decisionFacts(facts: Case, states = statesOf(facts)): DecisionFacts {
  const { policy, frozen = 'person', purpose, category, collectedAt, storing } = facts;
  const question = {
    purpose,
    category,
    storing,
    ...(collectedAt !== undefined && { collectedAt: milliseconds(collectedAt) }),
  };
  const clock = () => milliseconds(facts.now);
  const freeze = frozen === 'person' ? [] : [{ containmentId: 'one', categories: frozen }];
  const [own] = factsOf({ policy, clock, freeze }, resolutionOf(facts), states, [question]);
  return own!;
}

const reasonsOf = (decision: Decision): readonly DenyReason[] =>
  decision.decision === 'deny' ? decision.reasons : [];
const programSays = (facts: Case) => reasonsOf(decide(decisionFacts(facts)));

const same = (law: ReadonlySet<DenyReason>, program: readonly DenyReason[]): boolean =>
  law.size === program.length && program.every((reason) => law.has(reason));
const agree = (facts: Case): boolean => same(lawSays(facts), programSays(facts));

/** Basis and obligations as they have to be, and no longer than the person can be made to wait. */
function isOnTerms(
  facts: Case,
  { basis, obligations, validUntil }: Extract<Decision, { decision: 'permit' }>,
): boolean {
  const terms = termsOf(facts);
  return (
    basis === terms.basis &&
    obligations.length === terms.obligations.size &&
    obligations.every((each) => terms.obligations.has(each)) &&
    validUntil > facts.now &&
    validUntil - facts.now <= terms.atMostSeconds * 1_000
  );
}

/** Leaves out of a case whatever the disagreement does not need. */
function smallest(facts: Case): Case {
  const { who, said } = facts;
  const fewer: Case[] = said.map((_, index) => ({ ...facts, said: said.toSpliced(index, 1) }));
  if (facts.frozen !== undefined) {
    const { frozen, ...rest } = facts;
    if (frozen.length > 0) fewer.push(rest);
  }
  if (facts.storing) fewer.push({ ...facts, storing: false });
  if (facts.collectedAt !== undefined) {
    const { policy, purpose, category, storing } = facts;
    fewer.push({ policy, who, said, purpose, category, storing, now });
  }
  if (typeof who !== 'string') {
    for (const name of ['declared', 'stated', 'age'] as const) {
      const { [name]: value, ...rest } = who;
      if (value !== undefined) fewer.push({ ...facts, who: rest });
    }
    if (who.restricted.length > 0) fewer.push({ ...facts, who: { ...who, restricted: [] } });
    if (who.off.length > 0) fewer.push({ ...facts, who: { ...who, off: [] } });
  }
  const next = fewer.find((one) => !agree(one));
  return next === undefined ? facts : smallest(next);
}

function stated(facts: Case): string {
  const { policy, who, said, purpose, category, collectedAt, storing } = facts;
  return JSON.stringify(
    {
      law: [...lawSays(facts)],
      program: programSays(facts),
      question: { purpose, category, collectedAt, storing, frozen: facts.frozen },
      who,
      said: said.filter((one) => one.purpose === purpose),
      use: policy.purposes[purpose],
      sensitivity: policy.categories[category]?.sensitivity,
      unclassified: policy.unclassified,
      minors: policy.minors,
      jurisdictions: policy.jurisdictions.residences,
      otherwise: policy.jurisdictions.default,
      published: policy.published,
    },
    undefined,
    1,
  );
}

const shipped = examplePolicy;
const read = readLaw('policy', lawIds);
if (read.kind !== 'read') throw new Error('jurisdictions.yaml cannot be read');
const base = { ...shipped, law: read.law };

/** Questions about a thousand people, for each of a hundred policies. */
function* people(): Generator<readonly Case[]> {
  for (let seed = 0; seed < 100; seed += 1) {
    const random = randomFrom(seed);
    const incidents = randomFrom(seed + 1_000);
    const [policy, moments] = [policyFrom(random, base), momentsFrom(random)];
    for (let person = 0; person < 1_000; person += 1) {
      const [who, said] = [personFrom(random), wordsFrom(random, moments)];
      const facts = { policy, who, said, now, ...freezeFrom(incidents) };
      yield questionsFrom(random).map((question) => ({ ...facts, ...question }));
    }
  }
}

test('a hundred policies and a thousand people each: the program says what the law says', () => {
  const seen = new Map<string, number>();
  let permits = 0;
  for (const questions of people()) {
    const states = questions[0] && statesOf(questions[0]);
    for (const facts of questions) {
      const law = lawSays(facts);
      const decision = decide(decisionFacts(facts, states));
      if (!same(law, reasonsOf(decision))) expect.fail(stated(smallest(facts)));
      // Whoever keeps an answer until it ends keeps no other one than a new question would get.
      const late = { ...facts, now: decision.validUntil - 1 };
      if (law.size === 0 && !same(law, reasonsOf(decide(decisionFacts(late, states))))) {
        expect.fail(`a permit outlives its reasons: ${stated(late)}`);
      }
      if (decision.decision === 'permit') {
        permits += 1;
        if (!isOnTerms(facts, decision)) expect.fail(`on other terms: ${stated(facts)}`);
      }
      for (const reason of law) seen.set(reason, (seen.get(reason) ?? 0) + 1);
    }
  }

  expect(permits).toBeGreaterThan(10_000);
  // Every rule of law had its say, often.
  for (const { reason, article } of rules) {
    expect(seen.get(reason) ?? 0, `${reason} (${article})`).toBeGreaterThan(100);
  }
}, 60_000);
