import type { Clock } from '../platform/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { Subject } from '../subject/subject.ts';
import { jurisdictionsOf } from '../subject/subject.ts';
import type { Circumstances } from './consent.ts';

/** What the policy and the person decide; of somebody unknown, what the policy does. */
export const circumstancesOf = (
  { policy, clock }: { readonly policy: Policy; readonly clock: Clock },
  subject: Subject | undefined,
): Circumstances => ({
  policy,
  now: clock(),
  jurisdictions: jurisdictionsOf(policy, subject),
  ageBand: subject?.ageBand,
  residence: subject?.residence,
  declaredResidence: subject?.declaredResidence,
});
