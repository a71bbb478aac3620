import type { EpochMilliseconds } from '../value/time.ts';
import { parseRfc3339 } from '../value/time.ts';
import type { ClockOptions, Pause } from '../policy/jurisdictions.ts';
import { hasRight, stopsClock } from '../policy/jurisdictions.ts';
import { delayCodes } from '../policy/law.ts';
import type { DelayCode, LegalExtension, Right } from '../policy/law.ts';
import { addPeriod, civilDate, endOfDay, laterDay } from '../policy/periods.ts';
import { clockForAll } from '../policy/protective.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { AnsweredKind, RequestKind } from './model/kinds.ts';
import { isClosed } from './model/request.ts';
import { hasWorkflow, isAnswered, rightOf } from './model/kinds.ts';
import type { RequestRow } from './row.ts';
import { applyingTo } from './row-facts.ts';

type Applying = readonly [JurisdictionId, ...JurisdictionId[]];

export interface Dates {
  readonly acknowledgeBy?: EpochMilliseconds;
  readonly dueAt: EpochMilliseconds;
}

/**
 * When a request is to be acknowledged and answered: the earliest date among the laws that give the
 * right. We do more than some laws give: then the clock of access counts for what a workflow carries
 * out, the target of the policy for what the privacy team answers, and the rest is due at once.
 */
export function datesOf(
  policy: Policy,
  jurisdictions: Applying,
  kind: RequestKind,
  receivedAt: EpochMilliseconds,
  options: ClockOptions = {},
): Dates {
  const found = lawsOf(policy, jurisdictions, kind);
  if (found !== undefined) return clockForAll(found.laws, found.right, receivedAt, policy, options);
  return { dueAt: isAnswered(kind) ? targetOf(policy, kind, receivedAt) : receivedAt };
}

/** The end of the day that the policy names. */
function targetOf(
  { requests, controller: { timeZone } }: Policy,
  kind: AnsweredKind,
  receivedAt: EpochMilliseconds,
): EpochMilliseconds {
  const end = addPeriod(receivedAt, requests[kind].target, timeZone);
  return endOfDay(civilDate(end, timeZone), timeZone);
}

/** The right whose clock counts, and the laws that give it. */
function lawsOf(policy: Policy, jurisdictions: Applying, kind: RequestKind) {
  const rights: readonly Right[] = hasWorkflow(kind) ? [kind, 'access'] : [rightOf(kind)];
  for (const right of rights) {
    const [first, ...others] = jurisdictions.filter(
      (each) => hasRight(policy, each, right) && (kind !== 'appeal' || isHeardHere(policy, each)),
    );
    if (first !== undefined) return { right, laws: [first, ...others] as const };
  }
  return undefined;
}

/** Laws that give an appeal to the controller have it as the complaint that goes there first. */
const isHeardHere = ({ law }: Policy, jurisdiction: JurisdictionId): boolean =>
  law[jurisdiction]?.rights.complaint?.to === 'controller';

type Clocked = Pick<
  RequestRow,
  'kind' | 'jurisdiction' | 'jurisdictions' | 'receivedAt' | 'pauses' | 'extension' | 'identityAt'
>;

/** The last moment for the answer, with every pause that has ended and every extension. */
export function dueOf(policy: Policy, row: Clocked): EpochMilliseconds {
  const receivedAt = parseRfc3339(row.receivedAt);
  if (receivedAt === undefined) throw new TypeError('a request was received at some time');
  const pauses = pausesOf(policy, row);
  const { times = 0, until } = row.extension ?? {};
  const options = {
    pauses,
    extended: times,
    announcedUntil: until,
    identityAt: parseRfc3339(row.identityAt ?? ''),
  };
  return datesOf(policy, applyingTo(row), row.kind, receivedAt, options).dueAt;
}

/** Those that have ended. A day on which one ends and the next begins counts once. */
function pausesOf({ controller }: Policy, { pauses = [] }: Clocked): readonly Pause[] {
  const day = (text: string) => {
    const at = parseRfc3339(text);
    return at === undefined ? '' : civilDate(at, controller.timeZone);
  };
  let free = '';
  return pauses.flatMap(({ ground, from, to }): Pause[] => {
    if (to === undefined) return [];
    const [began, answered] = [day(from), day(to)];
    const asked = began < free ? free : began;
    if (asked > answered) return [];
    free = laterDay(answered, 'P1D');
    return [{ code: ground, asked, answered }];
  });
}

/** Grounds on which all laws that apply pause the clock; mostly none. */
export function pauseGrounds(policy: Policy, row: Clocked): readonly DelayCode[] {
  const found = lawsOf(policy, applyingTo(row), row.kind);
  if (found === undefined) return [];
  return delayCodes.filter((code) =>
    found.laws.every((law) => stopsClock(policy, law, found.right, code)),
  );
}

export interface PossibleExtension {
  readonly grounds: readonly DelayCode[];
  /** How often in all. */
  readonly times: number;
  /** The law names no number: the person is informed a day (DPO Art. 18(2)). */
  readonly asksForDay: boolean;
}

/** What all laws that apply allow together; undefined where one of them allows none. */
export function possibleExtension(policy: Policy, row: Clocked): PossibleExtension | undefined {
  const found = lawsOf(policy, applyingTo(row), row.kind);
  const extensions = found?.laws.map((law) => extensionIn(policy, law, found.right)) ?? [];
  const known = extensions.filter((extension) => extension !== undefined);
  if (known.length === 0 || known.length < extensions.length) return undefined;
  return {
    grounds: delayCodes.filter((code) =>
      known.every(({ reasons }) => reasons.includes(code) || reasons.includes('any-stated')),
    ),
    times: Math.min(
      ...known.map((extension) => (extension.kind === 'fixed' ? extension.times : 1)),
    ),
    asksForDay: known.some(({ kind }) => kind === 'announced'),
  };
}

function extensionIn(
  policy: Policy,
  jurisdiction: JurisdictionId,
  right: Right,
): LegalExtension | undefined {
  const law = policy.law[jurisdiction];
  return law?.clocks[law.rights[right]?.clock ?? '']?.extension;
}

/** Someone waits for the person, and the law lets the time not count. */
export const isPaused = ({ status, pauses }: Pick<RequestRow, 'status' | 'pauses'>): boolean =>
  !isClosed(status) && pauses?.at(-1) !== undefined && pauses.at(-1)?.to === undefined;
