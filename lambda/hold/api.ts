import * as z from 'zod';
import type { StaffShown } from '../ledger/model/ledger.ts';
import { enterStaffRead } from '../ledger/staff-read.ts';
import { entry } from '../ledger/store.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer, Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { HoldId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { isCategory } from '../record/model/record.ts';
import type { Platform } from '../platform/platform.ts';
import { answerExempt } from '../record/views.ts';
import { startDeferred } from './deferred-erasure.ts';
import { openRequestStore } from '../request/store.ts';
import { personShown } from '../subject/shown-person.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { Subject } from '../subject/model/subject.ts';
import type { Hold } from '../retention/model/hold.ts';
import { holdStates } from '../retention/model/hold.ts';
import type { holdRoutes, HoldView } from './routes.ts';
import { deletionAfter } from './release.ts';
import { openHolds } from './store.ts';

const place = z.object({ state: z.enum(holdStates), subjectId: z.string(), holdId: z.string() });

type HoldPlatform = SubjectsDependencies & Pick<Platform, 'workflow' | 'log'>;

/** Legal holds, for staff who may place them. That they were looked at enters the ledger. */
export function holdHandlers(deps: HoldPlatform): Handlers<typeof holdRoutes> {
  const subjects = openSubjects(deps);
  const requests = openRequestStore(deps);
  const { policy, clock } = deps;
  const holds = openHolds({
    ...{ database: deps.database, subjectKeys: deps.subjectKeys },
    ...{ subjects, policy, clock },
  });

  return {
    async placeHold({ body, idempotency }) {
      if (idempotency?.replay) return replayed(idempotency.replay.ids);
      const unknown = (body.categories ?? []).flatMap((category, index) =>
        isCategory(policy, category)
          ? []
          : [{ pointer: `/categories/${index}`, message: 'name a category of the policy' }],
      );
      if (unknown.length > 0) return problem('invalid-input', { errors: unknown });
      const found = await subjects.resolve(body.subject);
      switch (found.kind) {
        case 'unknown':
          return problem('not-found', { detail: 'No person is registered under this identifier.' });
        case 'erased':
          return erased;
        case 'known':
          break;
      }
      const { subjectId } = found.subject;
      const { matter, categories } = body;
      const outcome = await holds.place(
        subjectId,
        { matter, categories },
        idempotency && ((holdId) => idempotency.record(201, { holdId, subjectId })),
      );
      switch (outcome.kind) {
        case 'placed':
          return answer(201, viewOf(outcome.hold));
        case 'subject-erased':
          return erased;
        case 'duplicate':
          return problem('request-in-progress');
      }
    },

    async listHolds({ caller, query: { state, show, limit, cursor } }) {
      const seesMore = caller.seesMore === true && show !== 'facts';
      const after = cursor === undefined ? undefined : place.safeParse(decodeCursor(scope, cursor));
      if (after?.success === false || (after && after.data.state !== state)) return malformedCursor;
      const page = await holds.list(state, { limit, after: after?.data });
      const items: HoldView[] = [];
      for (const hold of page.holds) {
        items.push(seesMore ? await viewOfPerson('listHolds', hold) : viewOf(hold));
      }
      if (!seesMore) await looked('listHolds');
      return answer(200, {
        items,
        nextCursor: page.next && encodeCursor(scope, { ...page.next }),
      });
    },

    async readHold({ path, caller: { seesMore } }) {
      const holdId = parseId<HoldId>(path.holdId);
      const hold = holdId && (await holds.find(holdId));
      if (hold === undefined) return problem('not-found');
      if (seesMore === true) return answer(200, await viewOfPerson('readHold', hold));
      await looked('readHold', hold.subjectId);
      return answer(200, viewOf(hold));
    },

    async releaseHold({ path }) {
      const holdId = parseId<HoldId>(path.holdId);
      const hold = holdId && (await holds.release(holdId));
      if (hold === undefined) return problem('not-found');
      const [deletion] = await Promise.all([
        deletionAfter(deps, hold),
        startDeferred(deps, requests, hold.subjectId),
      ]);
      return answer(200, { ...viewOf(hold), deletion });
    },

    async readHeld({ path, body: { category, limit, cursor } }) {
      const holdId = parseId<HoldId>(path.holdId);
      const hold = holdId && (await holds.find(holdId));
      if (hold === undefined) return problem('not-found');
      if (hold.state !== 'open') return keepsNothing;
      const { subjectId } = hold;
      const categories =
        category === undefined ? hold.categories : inBoth(category, hold.categories);
      const scope = `held/${hold.holdId}`;
      const query = { subjectId, scope, exemptBy: 'hold', categories, limit, cursor } as const;
      return answerExempt(deps, query, async () =>
        enterRead('readHeld', subjectId, await subjects.get(subjectId), 'content'),
      );
    },
  };

  /** The person learns that staff saw who they are: their activity says so, by role. */
  async function viewOfPerson(operation: string, hold: Hold): Promise<HoldView> {
    const { subjectId } = hold;
    const subject = await subjects.get(subjectId);
    await enterRead(operation, subjectId, subject, 'identity');
    return { ...viewOf(hold), subject: await personShown(deps, subjectId, subject) };
  }

  function enterRead(
    operation: string,
    subjectId: SubjectId,
    subject: Subject | undefined,
    shown: StaffShown,
  ): Promise<void> {
    const isActive = subject?.status === 'active';
    return enterStaffRead(deps, { operation, subjectId, shown, isActive });
  }

  async function replayed(ids: Readonly<Record<string, string>>): Promise<Answer | Problem> {
    const subjectId = parseId<SubjectId>(ids['subjectId'] ?? '');
    const holdId = parseId<HoldId>(ids['holdId'] ?? '');
    const hold = subjectId && holdId && (await holds.get(subjectId, holdId));
    return hold === undefined ? problem('not-found') : answer(201, viewOf(hold));
  }

  async function looked(route: string, subjectId?: SubjectId): Promise<void> {
    const subject = subjectId && (await subjects.get(subjectId));
    const about = subject?.status === 'active' ? subjectId : undefined;
    const ledgerEntry = await entry(deps, 'staff.read', { route }, about);
    const outcome = await transact(deps.database, [ledgerEntry]);
    if (outcome.kind !== 'committed') {
      throw new StoreUnavailableError('an event could not be entered');
    }
  }
}

const scope = 'holds';

const inBoth = (category: string, categories: readonly string[] | undefined): readonly string[] =>
  categories?.includes(category) === false ? [] : [category];

const keepsNothing = problem('conflict', { detail: 'The hold is released: it keeps nothing.' });

const erased = problem('subject-erased', {
  detail: 'The data of this person is erased, or its erasure has begun: nothing can be held.',
});

const viewOf = ({ holdId, state, categories, matter, placedAt, releasedAt }: Hold): HoldView => ({
  holdId,
  state,
  categories: categories && [...categories],
  matter,
  placedAt,
  releasedAt,
});
