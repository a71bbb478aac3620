import { describe, expect, test } from 'vitest';
import type { StoredState } from '../../lambda/consent/model/event.ts';
import { newEventId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';
import { stoppedBy } from '../../lambda/opening/model/choices.ts';
import type { ChoiceKind } from '../../lambda/request/model/kinds.ts';
import { examplePolicy } from '../support/example-policy.ts';

const shipped = examplePolicy;
const now = milliseconds(Date.parse('2026-11-24T12:00:00Z'));

type Purpose = Policy['purposes'][string];
const purpose = (legalBasis: Purpose['legalBasis'], rest: Partial<Purpose> = {}): Purpose => ({
  ...shipped.purposes['support']!,
  legalBasis,
  ...rest,
});
const policy: Policy = {
  ...shipped,
  purposes: {
    asked: purpose({ gdpr: { basis: 'consent' }, ccpa: { basis: 'opt-out' } }),
    assessed: purpose({ gdpr: { basis: 'legitimate-interests' }, ccpa: { basis: 'notice' } }),
    official: purpose({ gdpr: { basis: 'public-task' } }),
    formerly: purpose({
      gdpr: {
        basis: 'contract',
        effectiveFrom: '2026-01-01',
        previous: { basis: 'legitimate-interests' },
      },
    }),
    agreed: purpose({ gdpr: { basis: 'contract' }, ccpa: { basis: 'notice' } }),
    sensitive: purpose({ ccpa: { basis: 'opt-out', optOut: 'limit-sensitive' } }),
    scored: purpose(
      {
        gdpr: { basis: 'consent' },
        ccpa: { basis: 'opt-out', optOut: 'opt-out-automated-decision' },
      },
      { automatedDecision: { logic: 'Scores', consequences: 'A price' } },
    ),
    looked: purpose({ gdpr: { basis: 'legitimate-interests' } }, { obligations: ['human-review'] }),
    contracted: purpose(
      { gdpr: { basis: 'contract' } },
      { automatedDecision: { logic: 'Scores', consequences: 'A limit' } },
    ),
  },
};
const said = (state: StoredState['state'], name: string): [string, StoredState] => [
  name,
  { purpose: name, state, version: 1, eventId: newEventId(), at: now, givenBy: 'subject' },
];
const stopped = (
  kind: ChoiceKind,
  jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]],
  states: readonly [string, StoredState][] = [],
  named?: readonly string[],
) => stoppedBy(kind, { policy, now, jurisdictions }, new Map(states), named);
const namesOf = (...call: Parameters<typeof stopped>) =>
  stopped(...call).map((each) => each.purpose);

describe('what a request stops', () => {
  test('GDPR Art. 7(3): withdrawing takes back every consent that was given', () => {
    const states = [said('given', 'asked'), said('refused', 'scored'), said('given', 'assessed')];

    expect(stopped('withdraw-consent', ['gdpr'], states)).toEqual([
      { purpose: 'asked', state: 'withdrawn', stoppedBefore: false },
      { purpose: 'assessed', state: 'withdrawn', stoppedBefore: false },
    ]);
    expect(stopped('withdraw-consent', ['gdpr'])).toEqual([]);
  });

  test('GDPR Art. 21(1): an objection meets what rests on interests or a public task, of earlier data too', () => {
    expect(namesOf('objection', ['gdpr'])).toEqual(['assessed', 'official', 'formerly', 'looked']);
    expect(namesOf('objection', ['ccpa'])).toEqual([]);
    expect(namesOf('objection', ['ccpa', 'gdpr'])).toContain('assessed');
  });

  test('FADP Art. 30(2)(b): an objection meets what needs no justification until the person objects', () => {
    const swiss = (name: string, basis: 'notice' | 'consent') => [
      name,
      purpose({ 'ch-fadp': { basis } }),
    ];
    const purposes = Object.fromEntries([swiss('told', 'notice'), swiss('asked', 'consent')]);
    const person = { policy: { ...policy, purposes }, now, jurisdictions: ['ch-fadp'] } as const;

    const met = stoppedBy('objection', person, new Map());

    expect(met.map((each) => each.purpose)).toEqual(['told']);
  });

  test('Civ. Code 1798.120: opting out of sale and sharing meets what the law attaches to it', () => {
    expect(stopped('opt-out-sale-share', ['ccpa'])).toEqual([
      { purpose: 'asked', state: 'refused', stoppedBefore: false },
    ]);
  });

  test('Civ. Code 1798.121: limiting meets the use of sensitive data', () => {
    expect(namesOf('limit-sensitive', ['ccpa'])).toEqual(['sensitive']);
  });

  test('11 CCR 7221: opting out of automated decisions meets what the law attaches to it', () => {
    expect(namesOf('opt-out-automated-decision', ['ccpa'])).toEqual(['scored']);
  });

  test('GDPR Art. 22(1): it meets decisions by machines, but not those that Art. 22(2) allows', () => {
    expect(namesOf('opt-out-automated-decision', ['gdpr'])).toEqual(['scored', 'looked']);
  });

  test('of a right that the law of the person does not know meets what another law attaches, where that has an effect', () => {
    expect(namesOf('opt-out-sale-share', ['gdpr'])).toEqual(['asked']);
    expect(namesOf('limit-sensitive', ['gdpr'])).toEqual([]);
  });

  test('names purposes itself, each once, and reports what was stopped before', () => {
    const states = [
      said('withdrawn', 'asked'),
      said('given', 'agreed'),
      said('refused', 'assessed'),
    ];

    expect(
      stopped('objection', ['gdpr'], states, ['asked', 'agreed', 'assessed', 'asked']),
    ).toEqual([
      { purpose: 'asked', state: 'refused', stoppedBefore: true },
      { purpose: 'agreed', state: 'refused', stoppedBefore: false },
      { purpose: 'assessed', state: 'refused', stoppedBefore: true },
    ]);
  });
});
