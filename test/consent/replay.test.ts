import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Circumstances } from '../../lambda/consent/model/basis.ts';
import type { StoredState } from '../../lambda/consent/model/event.ts';
import type { Choice, Giver } from '../../lambda/consent/model/choice.ts';
import { consentStatus } from '../../lambda/consent/model/status.ts';
import { prepare } from '../../lambda/consent/prepare.ts';
import { ruleOn } from '../../lambda/consent/model/ruling.ts';
import { newEventId, newSubjectId } from '../../lambda/value/ids.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Policy, PublishedNotice } from '../../lambda/policy/schema.ts';
import { policy as example } from './policies.ts';

type Age = 'under-13' | '13-to-15' | '16-to-17' | 'adult';
type Step =
  | {
      readonly kind: 'say';
      readonly state: Choice;
      readonly givenBy: Giver;
      readonly stale: boolean;
      readonly signed: boolean;
    }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'change-notice'; readonly material: boolean; readonly compatible: boolean }
  | { readonly kind: 'birthday' };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      state: fc.constantFrom('given', 'given', 'refused', 'withdrawn'),
      givenBy: fc.constantFrom('subject', 'responsible-person', 'authorised-agent'),
      stale: fc.boolean(),
      signed: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      days: fc.integer({ min: 0, max: 500 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('change-notice' as const),
      material: fc.boolean(),
      compatible: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'birthday' as const }) },
);

// Where clocks never change, so that two years are the same for both.
const policy: Policy = { ...example, controller: { ...example.controller, timeZone: 'UTC' } };
const day = 86_400_000;
const ages: readonly Age[] = ['under-13', '13-to-15', '16-to-17', 'adult'];
const begin = Date.parse('2026-11-24T12:00:00Z');

/** The program, as a room runs it: a ruling, an event, the state that follows. */
function program(said: readonly Step[]) {
  let [time, age, notices] = [begin, 0, 0];
  let under: Policy = policy;
  let state: StoredState | undefined;
  const person = (): Circumstances => ({
    policy: under,
    now: milliseconds(time),
    jurisdictions: ['gdpr'],
    ageBand: ages[age]!,
    responsiblePerson: { type: 'email', value: 'parent@example.org' },
  });
  const answers = said.map((step) => {
    const notice = under.published['assistant']!;
    switch (step.kind) {
      case 'say': {
        const { state: choice, givenBy, stale, signed } = step;
        const mandate = signed ? 'signed' : 'self-declared';
        const agent = { name: 'A', contact: 'agent@example.org', mandate } as const;
        const shown = { id: 'assistant', version: stale ? 'f'.repeat(16) : notice.version };
        const command = { purpose: 'improvement', state: choice, givenBy, notice: shown, agent };
        const ruling = ruleOn(command, person());
        if (ruling.kind !== 'accepted') return ruling.kind;
        const version = (state?.version ?? 0) + 1;
        const at = milliseconds(time);
        const ids = { subjectId: newSubjectId(), eventId: newEventId(), version, at };
        const recorder = { kind: 'subject' } as const;
        const facts = { ...ids, jurisdiction: 'gdpr', command, ruling, recorder } as const;
        state = prepare(under, facts).next;
        break;
      }
      case 'wait':
        time += step.days * day;
        break;
      case 'change-notice': {
        notices += 1;
        const next: PublishedNotice = {
          ...notice,
          version: String(notices).padStart(16, '0'),
          material: step.material,
          compatibleWith: step.compatible ? [notice.version] : [],
        };
        under = { ...under, published: { ...under.published, assistant: next } };
        break;
      }
      case 'birthday':
        age = Math.min(age + 1, 3);
        break;
    }
    const { state: name, because } = consentStatus(state, person());
    return because === undefined ? name : `${name}: ${because}`;
  });
  return answers;
}

/** The rules again, in other words: a consent is a fact with what could end it. */
function replay(said: readonly Step[]): string[] {
  let today = begin;
  let years = 0;
  let notice = { name: 'first', also: [] as string[] };
  let no: string | undefined;
  let yes:
    | { until: EpochMilliseconds; text: string; byParent: boolean; asChild: boolean }
    | undefined;
  const outcomes: string[] = [];
  for (const step of said) {
    const isChild = years < 2;
    if (step.kind === 'wait') today += step.days * day;
    else if (step.kind === 'birthday') years += 1;
    else if (step.kind === 'change-notice') {
      const name = `text ${outcomes.length}`;
      notice = { name, also: step.compatible ? [notice.name] : [] };
    } else if (step.state !== 'given') {
      no = step.state;
      yes = undefined;
    } else if (isChild && step.givenBy !== 'responsible-person') {
      outcomes.push('responsible-person-needed');
      continue;
    } else if (!isChild && step.givenBy === 'responsible-person') {
      outcomes.push('own-consent-needed');
      continue;
    } else if (step.givenBy === 'authorised-agent' && !step.signed) {
      outcomes.push('mandate-needed');
      continue;
    } else if (step.stale) {
      outcomes.push('notice-superseded');
      continue;
    } else {
      const until = new Date(today);
      until.setUTCFullYear(until.getUTCFullYear() + 2);
      const byParent = step.givenBy === 'responsible-person';
      no = undefined;
      yes = { until: milliseconds(until.getTime()), text: notice.name, byParent, asChild: isChild };
    }
    const still = years < 2;
    if (yes === undefined) outcomes.push(no ?? 'not-asked');
    else if (yes.until <= today) outcomes.push('expired');
    else if (still && !yes.byParent) outcomes.push('needs-renewal: responsible-person-needed');
    else if (!still && yes.asChild) outcomes.push('needs-renewal: came-of-age');
    else if (yes.text !== notice.name && !notice.also.includes(yes.text)) {
      outcomes.push('needs-renewal: notice-changed');
    } else outcomes.push('given');
  }
  return outcomes;
}

test('whatever is said, changed and waited for: the state is that of an independent replay', () => {
  fc.assert(
    fc.property(fc.array(steps, { minLength: 1, maxLength: 25 }), (said) => {
      expect(program(said)).toEqual(replay(said));
    }),
    { numRuns: 500 },
  );
});
