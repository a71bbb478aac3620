import type { EpochMilliseconds } from '../../value/time.ts';
import { milliseconds } from '../../value/time.ts';
import { addPeriod } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { StoredState } from './event.ts';
import type { Choice } from './choice.ts';

/**
 * How long a consent lasts and how long its evidence is kept. A consent without a period of its own
 * lasts as long as evidence is kept, and the evidence then outlives the consent by the same period:
 * no one has to rely on a consent that can no longer be demonstrated (GDPR Art. 7(1)). Evidence of
 * an old choice that was taken over is kept from the day on which it was; that of a refusal or
 * withdrawal at least as long as that of the consent before it (Art. 5(1)(d)).
 *
 * @param before.validUntil end of the consent that the choice follows
 */
export function periodsOf(
  { purposes, evidence, controller }: Policy,
  { purpose, state }: { readonly purpose: string; readonly state: Choice },
  at: EpochMilliseconds,
  importedAt?: EpochMilliseconds,
  before?: Pick<StoredState, 'validUntil'>,
): { readonly validUntil?: EpochMilliseconds; readonly evidenceUntil: EpochMilliseconds } {
  const add = (from: EpochMilliseconds, period: string): EpochMilliseconds =>
    addPeriod(from, period, controller.timeZone);
  const retention = evidence.consent.retention;
  const validUntil =
    state === 'given' ? add(at, purposes[purpose]?.consentValidity ?? retention) : undefined;
  const ends = [validUntil, before?.validUntil].filter((end) => end !== undefined);
  const evidenceUntil = Math.max(
    add(importedAt ?? at, retention),
    ...ends.map((end) => add(end, retention)),
  );
  return {
    validUntil,
    evidenceUntil: milliseconds(evidenceUntil),
  };
}
