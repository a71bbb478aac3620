import { consentFacts } from '../consent/model/status.ts';
import type { StoredState } from '../consent/model/event.ts';
import { circumstancesOf } from '../consent/circumstances.ts';
import { activityEntry } from '../ledger/activity.ts';
import type { Freeze } from '../containment/model/freeze.ts';
import { isFrozen } from '../containment/model/freeze.ts';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { newEventId, parseId } from '../value/ids.ts';
import type { EventId, SubjectId } from '../value/ids.ts';
import type { LedgerKeys, SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { countPermits } from '../count/hourly.ts';
import { countUses } from '../retention/uses.ts';
import type { Resolution } from '../subject/model/subject.ts';
import { isPersonFrozen } from '../subject/model/subject.ts';
import type { Decision, DecisionFacts, ModelStanding } from '../consent/model/decision.ts';
import { unclassifiedCategory } from '../policy/categories.ts';

export interface Question {
  readonly purpose: string;
  readonly category: string;
  /** Now when absent. */
  readonly collectedAt?: EpochMilliseconds;
  /** Whether more data is to be stored. */
  readonly storing?: boolean;
  /** Nothing is to be used that is stored already. */
  readonly incoming?: boolean;
  /** The model that is to use the data: `name/version`. */
  readonly model?: string | undefined;
}

/** What each question is decided on. */
export function factsOf(
  deps: Pick<Accounting, 'policy' | 'clock'> & {
    readonly freeze: Freeze;
    /** Absent where no question names a model. */
    readonly standingOf?: (model: string) => ModelStanding;
  },
  resolution: Resolution,
  states: ReadonlyMap<string, StoredState> | undefined,
  questions: readonly Question[],
): readonly DecisionFacts[] {
  const known = resolution.kind === 'known' ? resolution.subject : undefined;
  const person = circumstancesOf(deps, known);
  const { policy, now, jurisdictions } = person;
  const subject = known
    ? ({ kind: 'known', ...known } as const)
    : ({ kind: erasedOr(resolution) } as const);
  return questions.map(({ purpose, category, collectedAt, storing, incoming, model }) => {
    const stored = states?.get(purpose);
    return {
      policy,
      jurisdictions,
      subject,
      consent: consentFacts(stored, person),
      purpose,
      category,
      now,
      collectedAt,
      storing,
      incoming,
      ...(model !== undefined && { model: deps.standingOf?.(model) ?? 'unknown' }),
      frozen: isPersonFrozen(known) || isFrozen(deps.freeze, policy, category),
    };
  });
}

const erasedOr = ({ kind }: Resolution): 'erased' | 'unknown' =>
  kind === 'erased' ? kind : 'unknown';

/** A decision with what it was about; without a category where it is about all of a purpose. */
export interface Decided {
  readonly purpose: string;
  readonly category?: string;
  readonly resolution: Resolution;
  readonly decision: Decision;
}

/** A decision, or a denial on another ground than those of decisions. */
export interface Accounted extends Omit<Decided, 'decision'> {
  readonly decision:
    | Decision
    | { readonly decision: 'deny'; readonly reasons: readonly [string, ...string[]] };
  /** Who was to be given the data. */
  readonly recipient?: string;
}

interface Accounting {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/**
 * Enters denials in the ledger one by one and counts permits, by the hour and for the people. Never too
 * few; a call that is cut off before its answer, and is repeated, is accounted for twice.
 *
 * @param counted as what the people see a permitted use; `used` when absent
 * @returns an id for each, in order; a denial has the id of its entry
 * @throws StoreUnavailableError: what could not be accounted for must not be answered
 */
export async function accountFor(
  deps: Accounting & { readonly subjectKeys: Pick<SubjectKeys, 'ledgerKeysOf'> },
  decided: readonly Accounted[],
  counted?: Parameters<typeof countUses>[2],
): Promise<readonly EventId[]> {
  const people = decided.flatMap((one) => deniedSubject(one) ?? []);
  const subjectKeys = await deps.subjectKeys.ledgerKeysOf(people);
  const accounted = new Set<string>();
  const denials = await Promise.all(
    decided.map((one) => denialOf({ ...deps, subjectKeys }, one, accounted)),
  );
  for (const statements of transactionsOf(denials)) {
    const outcome = await transact(deps.database, statements);
    if (outcome.kind !== 'committed') {
      throw new StoreUnavailableError('denials could not be entered in the ledger');
    }
  }
  const uses = decided.flatMap(({ resolution, purpose, decision }) =>
    decision.decision === 'permit' && resolution.kind === 'known'
      ? [{ subjectId: resolution.subject.subjectId, purpose }]
      : [],
  );
  const permitted = decided.flatMap(({ decision, category }) =>
    decision.decision === 'permit' && category !== undefined ? [category] : [],
  );
  await Promise.all([
    countPermits(deps.database, permitted, deps.clock()),
    countUses(deps, uses, counted),
  ]);
  return denials.map(
    (denial) => parseId<EventId>(denial?.entered.key['entryId'] ?? '') ?? newEventId(),
  );
}

interface Denial {
  readonly entered: Statement;
  /** What the person can look up. */
  readonly shown?: Statement;
}

const statementsPerTransaction = 100;

/** An entry and what is shown of it stay together. */
function transactionsOf(denials: readonly (Denial | undefined)[]): Statement[][] {
  const transactions: Statement[][] = [];
  for (const denial of denials) {
    if (denial === undefined) continue;
    const { entered, shown } = denial;
    const statements = shown ? [entered, shown] : [entered];
    const open = transactions.at(-1);
    if (open && open.length + statements.length <= statementsPerTransaction) {
      open.push(...statements);
    } else {
      transactions.push(statements);
    }
  }
  return transactions;
}

/** Whose key a denial uses. Behind the fence it would make the `ledger` key again. */
const deniedSubject = ({ resolution, decision }: Accounted): SubjectId | undefined =>
  decision.decision === 'deny' &&
  resolution.kind === 'known' &&
  resolution.subject.status === 'active'
    ? resolution.subject.subjectId
    : undefined;

/** Names that the policy does not know are words of a client: anything may be in them. */
function codesOf(
  { purposes, categories, recipients }: Policy,
  { purpose, category, recipient }: Accounted,
  reason: string,
) {
  const known = (ids: object, id: string): string => (Object.hasOwn(ids, id) ? id : 'undeclared');
  const kind = category === unclassifiedCategory ? category : known(categories, category ?? '');
  return {
    purpose: known(purposes, purpose),
    ...(category !== undefined && { category: kind }),
    ...(recipient !== undefined && { recipient: known(recipients, recipient) }),
    reason,
  };
}

async function denialOf(
  deps: Accounting & { readonly subjectKeys: LedgerKeys },
  one: Accounted,
  accounted: Set<string>,
): Promise<Denial | undefined> {
  const { decision } = one;
  if (decision.decision === 'permit') return undefined;
  const codes = codesOf(deps.policy, one, decision.reasons[0]);
  const subjectId = deniedSubject(one);
  const entered = await entry(deps, 'decision.denied', codes, subjectId);
  if (subjectId === undefined) return { entered };
  // Of one call the person reads the same denial once.
  const same = JSON.stringify([subjectId, codes]);
  if (accounted.has(same)) return { entered };
  accounted.add(same);
  const shown = await activityEntry(deps, subjectId, 'decision-denied', codes, entered);
  return { entered, shown };
}
