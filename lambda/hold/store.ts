import { entry } from '../ledger/store.ts';
import { getRow, queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { HoldId, SubjectId } from '../value/ids.ts';
import { newHoldId } from '../value/ids.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { toRfc3339 } from '../value/time.ts';
import type { Clock } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { Subjects } from '../subject/store.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { Hold, HoldState } from '../retention/model/hold.ts';
import { heldBy, holdRetainedUntil, holdStates } from '../retention/model/hold.ts';
import { holdRow, indexRow, keyOf, listedRow, openHold, sealMatter } from './rows.ts';
import { holds } from './table.ts';

export interface HoldsDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly subjects: Subjects;
  readonly policy: Policy;
  readonly clock: Clock;
}

export interface NewHold {
  readonly matter: string;
  readonly categories?: readonly string[];
}

export type Placed =
  | { readonly kind: 'placed'; readonly hold: Hold }
  | { readonly kind: 'subject-erased' }
  /** A call with the same idempotency key was faster. */
  | { readonly kind: 'duplicate' };

/** @throws StoreUnavailableError, KeyringUnavailableError from every method */
export interface Holds {
  /** Writes the hold, what it suspends onto the row of the person, and its ledger entry, or nothing. */
  place(
    subjectId: SubjectId,
    hold: NewHold,
    remembered?: (holdId: HoldId) => Statement,
  ): Promise<Placed>;
  /** Undefined for an unknown hold; a released one is answered as it is. */
  release(holdId: HoldId): Promise<Hold | undefined>;
  find(holdId: HoldId): Promise<Hold | undefined>;
  get(subjectId: SubjectId, holdId: HoldId): Promise<Hold | undefined>;
  /** Newest first. */
  list(
    state: HoldState,
    page: { readonly limit: number; readonly after?: HoldPlace },
  ): Promise<{ readonly holds: readonly Hold[]; readonly next?: HoldPlace }>;
}

export interface HoldPlace {
  readonly state: HoldState;
  readonly subjectId: string;
  readonly holdId: string;
}

const attempts = 10;

/** Every hold of a person, released ones included. Needs no keys, so `matter` is absent. */
export async function holdsOf(database: Database, subjectId: SubjectId): Promise<readonly Hold[]> {
  const found: Hold[] = [];
  const options = { partition: { subjectId }, attributes: Object.keys(listedRow.shape) };
  for await (const hold of queryAll(database, holds, options, listedRow)) found.push(hold);
  return found;
}

export function openHolds(deps: HoldsDependencies): Holds {
  const { database, subjects, clock } = deps;

  const get: Holds['get'] = async (subjectId, holdId) => {
    const found = await getRow(database, holds, { subjectId, holdId }, holdRow);
    return found && openHold(deps.subjectKeys, found);
  };

  const find: Holds['find'] = async (holdId) => {
    for (const state of holdStates) {
      const options = {
        index: 'by-state',
        partition: { state },
        between: ['holdId', holdId, holdId] as const,
      };
      const { rows } = await queryPage(database, holds, options, indexRow);
      if (rows[0] !== undefined) return get(rows[0].subjectId, holdId);
    }
    return undefined;
  };

  // Behind the fence of an erasure a commitment would make the `ledger` key again.
  const ledgerEntryOf = (
    type: 'hold.placed' | 'hold.released',
    hold: Hold,
    subject: Subject | undefined,
  ) =>
    entry(
      subject?.status === 'active' ? deps : { policy: deps.policy, clock },
      type,
      { categories: hold.categories ?? 'all' },
      hold.subjectId,
    );

  return {
    get,
    find,

    async place(subjectId, { matter, categories }, remembered) {
      const hold: Hold = {
        holdId: newHoldId(),
        subjectId,
        state: 'open',
        version: 1,
        categories: categories && [...new Set(categories)].sort(),
        placedAt: toRfc3339(clock()),
      };
      const sealed = await sealMatter(deps.subjectKeys, hold, matter);
      return retryOnConflict(
        { attempts, exhausted: 'the row of a person kept changing while it was held' },
        async () => {
          const subject = await subjects.get(subjectId);
          if (subject?.status !== 'active') return { kind: 'subject-erased' };
          const others = await holdsOf(database, subjectId);
          const outcome = await subjects.mark(
            subject,
            { heldCategories: heldBy([...others, hold]) },
            [
              insert(holds, { ...hold, sealed }),
              await ledgerEntryOf('hold.placed', hold, subject),
              ...(remembered ? [remembered(hold.holdId)] : []),
            ],
          );
          if (outcome.kind === 'marked') return { kind: 'placed', hold: { ...hold, matter } };
          if (outcome.kind === 'duplicate') return { kind: 'duplicate' };
          return conflict;
        },
      );
    },

    async release(holdId) {
      return retryOnConflict(
        { attempts, exhausted: 'a hold kept changing while it was released' },
        async () => {
          const hold = await find(holdId);
          if (hold?.state !== 'open') return hold;
          const now = clock();
          const change = { state: 'released', releasedAt: toRfc3339(now) } as const;
          const subject = await subjects.get(hold.subjectId);
          const statements = [
            update(holds, keyOf(hold), hold.version, {
              ...change,
              expiresAt: holdRetainedUntil(deps.policy, now),
            }),
            await ledgerEntryOf('hold.released', hold, subject),
          ];
          const others = await holdsOf(database, hold.subjectId);
          const left = heldBy(others.filter((other) => other.holdId !== holdId));
          // After an erasure the row of the person is gone: what was exempt is found by its holds.
          const outcome =
            subject === undefined
              ? await transact(database, statements)
              : await subjects.mark(subject, { heldCategories: left }, statements);
          if (outcome.kind === 'committed' || outcome.kind === 'marked') {
            return { ...hold, ...change, version: hold.version + 1 };
          }
          return conflict;
        },
      );
    },

    async list(state, { limit, after }) {
      const options = {
        index: 'by-state',
        partition: { state },
        newestFirst: true,
        limit,
        startAfter: after && { ...after },
      };
      const page = await queryPage(database, holds, options, indexRow);
      const found = await Promise.all(page.rows.map((place) => get(place.subjectId, place.holdId)));
      const last = page.rows.at(-1);
      return {
        holds: found.filter((hold) => hold?.state === state).filter((hold) => hold !== undefined),
        next: page.lastKey && last,
      };
    },
  };
}
