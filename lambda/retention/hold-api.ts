import * as z from 'zod';
import { entry } from '../ledger/store.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer, Handlers } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { HoldId, SubjectId } from '../platform/ids.ts';
import { parseId } from '../platform/ids.ts';
import { isCategory } from '../record/record.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { Hold } from './hold.ts';
import { holdStates } from './hold.ts';
import type { holdRoutes, HoldView } from './hold-routes.ts';
import { openHolds } from './hold-store.ts';

const place = z.object({ state: z.enum(holdStates), subjectId: z.string(), holdId: z.string() });

/** Legal holds, for staff who may place them. That they were looked at enters the ledger. */
export function holdHandlers(deps: SubjectsDependencies): Handlers<typeof holdRoutes> {
  const subjects = openSubjects(deps);
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
          return problem('not-found', { detail: 'Nobody is known by this identifier.' });
        case 'erased':
          return erased;
        case 'known':
          break;
      }
      const { subjectId } = found.subject;
      const { matter, categories } = body;
      const outcome = await holds.place(
        subjectId,
        { matter, ...(categories && { categories }) },
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

    async listHolds({ query: { state, limit, cursor } }) {
      const after = cursor === undefined ? undefined : place.safeParse(decodeCursor(scope, cursor));
      if (after?.success === false || (after && after.data.state !== state)) return malformedCursor;
      const page = await holds.list(state, { limit, ...(after && { after: after.data }) });
      await looked('listHolds');
      return answer(200, {
        items: page.holds.map(viewOf),
        ...(page.next && { nextCursor: encodeCursor(scope, { ...page.next }) }),
      });
    },

    async readHold({ path }) {
      const holdId = parseId<HoldId>(path.holdId);
      const hold = holdId && (await holds.find(holdId));
      if (hold === undefined) return problem('not-found');
      await looked('readHold', hold.subjectId);
      return answer(200, viewOf(hold));
    },

    async releaseHold({ path }) {
      const holdId = parseId<HoldId>(path.holdId);
      const hold = holdId && (await holds.release(holdId));
      return hold === undefined ? problem('not-found') : answer(200, viewOf(hold));
    },
  };

  async function replayed(ids: Readonly<Record<string, string>>): Promise<Answer | Problem> {
    const subjectId = parseId<SubjectId>(ids['subjectId'] ?? '');
    const holdId = parseId<HoldId>(ids['holdId'] ?? '');
    const hold = subjectId && holdId && (await holds.get(subjectId, holdId));
    return hold === undefined ? problem('not-found') : answer(201, viewOf(hold));
  }

  async function looked(route: string, subjectId?: SubjectId): Promise<void> {
    const subject = subjectId && (await subjects.get(subjectId));
    const about = subject?.status === 'active' ? subjectId : undefined;
    const told = await entry(deps, 'staff.read', { route }, about);
    const outcome = await transact(deps.database, [told]);
    if (outcome.kind !== 'committed') {
      throw new StoreUnavailableError('an event could not be entered');
    }
  }
}

const scope = 'holds';

const erased = problem('subject-erased', {
  detail: 'The data of this person is erased, or its erasure has begun: nothing can be held.',
});

const viewOf = ({ holdId, state, categories, matter, placedAt, releasedAt }: Hold): HoldView => ({
  holdId,
  state,
  ...(categories && { categories: [...categories] }),
  ...(matter !== undefined && { matter }),
  placedAt,
  ...(releasedAt !== undefined && { releasedAt }),
});
