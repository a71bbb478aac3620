import type { Policy } from '../policy/schema.ts';
import type { WithholdingGround } from '../policy/vocabulary.ts';
import { withholdingGrounds } from '../policy/vocabulary.ts';
import { withheldClass } from '../record/model/record.ts';
import type { ErasureProgress } from '../request/erasure-progress.ts';

/** Key classes that outlive an erasure: evidence, and what is exempt on a ground. */
export const exemptKeyClasses: readonly string[] = [
  'consent-evidence',
  'request-evidence',
  ...withholdingGrounds.map(withheldClass),
];

/** The same, without those that nothing exempts any more. */
export const exemptClassesOf = ({ releasedClasses = [] }: ErasureProgress = {}): string[] =>
  exemptKeyClasses.filter((name) => !releasedClasses.includes(name));

/** Purposes whose records outlive an erasure, with the ground. */
export const exemptPurposes = (policy: Policy): ReadonlyMap<string, WithholdingGround> =>
  new Map(
    Object.entries(policy.purposes).flatMap(([purpose, { withhold }]) =>
      withhold === undefined ? [] : [[purpose, withhold.ground] as const],
    ),
  );
