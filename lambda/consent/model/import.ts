import type { EpochMilliseconds } from '../../value/time.ts';
import type { StoredState } from './event.ts';
import type { Choice, NoticeReference } from './choice.ts';
import type { CivilDate } from '../../policy/periods.ts';
import { startOfDay } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Circumstances } from './basis.ts';
import type { ConsentCommand } from './command.ts';
import { ruleOnGiver } from './giver.ts';
import type { AcceptedRuling, NotConsentBased } from './ruling.ts';
import { accepted, notConsentBased } from './ruling.ts';

/** Why a choice from another system was not written. */
export type NotImported =
  | 'already-imported'
  | 'awaits-second-approver'
  | 'newer-choice-stands'
  | 'refusal-stands';

export type ImportRuling =
  | { readonly kind: 'import' }
  | { readonly kind: 'confirm' }
  | { readonly kind: NotImported };

interface Line {
  readonly state: Choice;
  readonly at: EpochMilliseconds;
  readonly noticeVersion?: string | undefined;
  /** Hash of who imports it. */
  readonly by?: string;
}

/**
 * Whether a choice that another system kept is taken over. It keeps its time, and never overwrites
 * a newer choice of the person. A refusal or withdrawal stands against every imported consent,
 * whatever its time: what was not proved to us does not end a `no`. A consent that waits for a second
 * member of staff is confirmed by the same line from another person.
 */
export function ruleOnImport(
  stored: Pick<StoredState, 'state' | 'at' | 'imported' | 'pendingBy' | 'notice'> | undefined,
  { state, at, noticeVersion, by }: Line,
): ImportRuling {
  if (stored === undefined) return { kind: 'import' };
  if (stored.imported === true && stored.state === state && stored.at === at) {
    if (stored.pendingBy === undefined || stored.notice?.version !== noticeVersion) {
      return { kind: 'already-imported' };
    }
    return { kind: stored.pendingBy === by ? 'awaits-second-approver' : 'confirm' };
  }
  if (stored.state !== 'given') {
    if (state === 'given') return { kind: 'refusal-stands' };
    return at > stored.at ? { kind: 'import' } : { kind: 'newer-choice-stands' };
  }
  if (stored.imported === true && state !== 'given') return { kind: 'import' };
  // A consent that was given here has its notice; one from elsewhere does not replace it.
  if (at <= stored.at || (state === 'given' && stored.imported !== true)) {
    return { kind: 'newer-choice-stands' };
  }
  return { kind: 'import' };
}

/**
 * On a choice that another system kept: what it cannot prove is kept, and counts as unproven. GDPR
 * Art. 7(1): that someone consented on a notice from before it applied, or for another person without
 * being known or mandated, is not demonstrated.
 *
 * @param earlierFrom from which day on an earlier version applied that was shown; undefined where it
 *   was never published here
 */
export function ruleOnImported(
  command: ConsentCommand,
  person: Circumstances,
  at: EpochMilliseconds,
  earlierFrom?: CivilDate,
): AcceptedRuling | NotConsentBased {
  const ruling = accepted(command, person);
  if (command.state !== 'given') return ruling;
  if (ruling.effect === 'recorded-without-effect') return notConsentBased(command, person);
  const unfit = ruleOnGiver(command, person, ruling.needed);
  // A child that consented for itself sees who has to consent: that is no lack of proof.
  const isVouched = unfit === undefined || unfit.kind === 'responsible-person-needed';
  return isVouched && ruling.shown && wasInForce(person.policy, ruling.shown, { at, earlierFrom })
    ? ruling
    : { ...ruling, unproven: true };
}

/** Of an earlier version that was never published here no one knows from when on it applied. */
function wasInForce(
  { published, controller }: Policy,
  { id, version }: NoticeReference,
  {
    at,
    earlierFrom,
  }: { readonly at: EpochMilliseconds; readonly earlierFrom: CivilDate | undefined },
): boolean {
  const notice = published[id];
  const from = notice?.version === version ? notice.effectiveFrom : earlierFrom;
  return from === undefined || at >= startOfDay(from, controller.timeZone);
}
