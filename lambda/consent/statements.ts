import type { ActivityDependencies } from '../ledger/activity.ts';
import { activityEntry } from '../ledger/activity.ts';
import { entry } from '../ledger/store.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import type { Idempotency } from '../platform/http/handlers.ts';
import type { ReadKeyRows } from '../platform/keyring/key-row.ts';
import { sealJson } from '../platform/keyring/sealed-json.ts';
import type { Policy } from '../policy/schema.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { StoredState } from './model/event.ts';
import type { signalMethod } from './model/signal.ts';
import type { Prepared } from './prepare.ts';
import { addressOf, eventItem, purposeVersionOf, stateItem } from './rows.ts';
import { consents, consentStates } from './table.ts';

/** What is written of one choice. */
export interface Addition extends Prepared {
  readonly subject: Subject;
  /** The state that the choice replaces, as it was read. */
  readonly previous: StoredState | undefined;
  /** The signal of the browser that the choice obeys; the person can look it up. */
  readonly signal?: typeof signalMethod;
  readonly idempotency?: Idempotency;
  /** Read just now, with the person. */
  readonly keyRows?: ReadKeyRows | undefined;
}

/** The transaction of one choice; the statement of its Idempotency-Key comes last. */
export async function statementsOf(
  deps: ActivityDependencies & { readonly policy: Policy },
  { subject: { subjectId, status }, event, next, previous, signal, ...rest }: Addition,
): Promise<Statement[]> {
  const { policy, clock } = deps;
  const { idempotency, keyRows } = rest;
  const subjectKeys = keyRows ? deps.subjectKeys.withRead(keyRows) : deps.subjectKeys;
  const showing = { policy, clock, subjectKeys };
  const { purpose, version, state } = event;
  const fenced = status === 'erasing';
  const purposeVersion = purposeVersionOf(purpose, version);
  const address = addressOf(subjectId, purposeVersion);
  const codes = { purpose, state, noticeVersion: next.notice?.version };
  // Behind the fence a commitment would make the `ledger` key again that the erasure destroys.
  const entryDependencies = fenced ? { policy, clock } : showing;
  const entered = await entry(entryDependencies, 'consent.recorded', codes, subjectId);
  const choice = {
    ...{ purpose, state, givenBy: next.givenBy, recordedBy: event.evidence.recordedBy },
    notice: next.notice && { id: next.notice.id, version: next.notice.version },
  };
  const [ciphertext, ...entries] = await Promise.all([
    sealJson(subjectKeys, subjectId, 'consent-evidence', address, event.evidence),
    // 11 CCR 7101(a): how a signal was answered is kept.
    ...(event.evidence.ended
      ? [entry(entryDependencies, 'signal.conflict', { purpose }, subjectId)]
      : []),
    // What a signal of the browser says is shown as that; everything else is a choice of the person.
    ...(fenced
      ? []
      : [
          signal
            ? activityEntry(showing, subjectId, 'signal-honoured', { signal, purposes: [purpose] })
            : activityEntry(showing, subjectId, 'consent-recorded', choice, entered),
        ]),
  ]);
  const key = { subjectId, purpose };
  const stateStatement =
    previous === undefined
      ? insert(consentStates, { ...key, version, ...stateItem(next) })
      : update(consentStates, key, previous.version, stateItem(next));
  return [
    insert(consents, eventItem(event, ciphertext)),
    ...(fenced ? [] : [stateStatement]),
    entered,
    ...entries,
    ...(idempotency ? [idempotency.record(201, { subjectId, purposeVersion })] : []),
  ];
}
