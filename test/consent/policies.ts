import type { Circumstances } from '../../lambda/consent/model/basis.ts';
import type { StoredState } from '../../lambda/consent/model/event.ts';
import type { ConsentCommand } from '../../lambda/consent/model/command.ts';
import { newEventId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { examplePolicy } from '../support/example-policy.ts';

/** The example policy, and what the tests of consent change in it. */
export const policy = examplePolicy;
export const now = milliseconds(Date.parse('2026-11-24T09:00:00Z'));
export const current = { id: 'assistant', version: policy.published['assistant']!.version };

export const person = (changes: Partial<Circumstances> = {}): Circumstances => ({
  policy,
  now,
  jurisdictions: ['gdpr'],
  ageBand: 'adult',
  ...changes,
});

export const stored = (changes: Partial<StoredState> = {}): StoredState => ({
  purpose: 'improvement',
  state: 'given',
  version: 1,
  eventId: newEventId(),
  at: milliseconds(Date.parse('2026-11-01T09:00:00Z')),
  givenBy: 'subject',
  needed: 'subject',
  notice: current,
  validUntil: milliseconds(Date.parse('2028-11-01T09:00:00Z')),
  ...changes,
});

export const giving = (changes: Partial<ConsentCommand> = {}): ConsentCommand => ({
  purpose: 'improvement',
  state: 'given',
  givenBy: 'subject',
  notice: current,
  ...changes,
});

type Rule = NonNullable<Policy['purposes'][string]['legalBasis']['gdpr']>;

/** The example with another basis of `improvement`. */
export const withBasis = (legalBasis: Policy['purposes'][string]['legalBasis']): Policy => ({
  ...policy,
  purposes: { ...policy.purposes, improvement: { ...policy.purposes['improvement']!, legalBasis } },
});
export const withRule = (gdpr: Rule): Policy => withBasis({ gdpr });

/** The law's facts and the policy's word on age, changed. */
export const withMinors = (minors: Partial<Policy['minors']>): Policy => ({
  ...policy,
  minors: { ...policy.minors, ...minors },
});
