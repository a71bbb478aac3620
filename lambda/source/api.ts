import { entry } from '../ledger/store.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer, Handlers, Idempotency } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { civilDate } from '../policy/periods.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { isAhead } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { recordInformed } from './inform.ts';
import { isOverdue } from './model/source-notice.ts';
import type { SourceNotice } from './model/source-notice.ts';
import { waitingRow } from './rows.ts';
import type { InformedView, sourceRoutes } from './routes.ts';
import { listWaiting, sourceNoticesOf } from './store.ts';

interface Information {
  readonly recipient: string;
  readonly at?: EpochMilliseconds | undefined;
  readonly categories?: readonly string[] | undefined;
}

/** Who was informed of data from others, and who was not yet: GDPR Art. 14. */
export function sourceHandlers(deps: SubjectsDependencies): Handlers<typeof sourceRoutes> {
  const { database, policy, clock } = deps;
  const subjects = openSubjects(deps);

  return {
    async recordInformed({ body: { subject, ...information }, idempotency }) {
      const found = await subjects.resolve(subject);
      switch (found.kind) {
        case 'unknown':
          return nothingObtained;
        case 'erased':
          return problem('subject-erased');
        case 'known':
          return inform(found.subject.subjectId, information, 'service', idempotency);
      }
    },

    recordInformedByStaff({ body: { subjectId, ...information }, idempotency }) {
      const person = parseId<SubjectId>(subjectId);
      return person === undefined
        ? Promise.resolve(nothingObtained)
        : inform(person, information, 'staff', idempotency);
    },

    async listUninformed({ query: { limit, cursor } }) {
      const after =
        cursor === undefined ? undefined : waitingRow.safeParse(decodeCursor(scope, cursor));
      if (after?.success === false) return malformedCursor;
      const page = await listWaiting(database, { limit, after: after?.data });
      const looked = await transact(database, [
        await entry({ policy, clock }, 'staff.read', { route: 'listUninformed' }),
      ]);
      if (looked.kind !== 'committed') {
        throw new StoreUnavailableError('an event could not be entered');
      }
      const today = civilDate(clock(), policy.controller.timeZone);
      return answer(200, {
        items: page.items.map((item) => ({ ...item, overdue: isOverdue(item.informBy, today) })),
        nextCursor: page.next && encodeCursor(scope, { ...page.next }),
      });
    },
  };

  async function inform(
    subjectId: SubjectId,
    { recipient, at = clock(), categories }: Information,
    by: 'service' | 'staff',
    idempotency: Idempotency | undefined,
  ): Promise<Answer | Problem> {
    if (idempotency?.replay) return replayed(idempotency.replay.ids);
    if (isAhead(at, clock())) return notYet;
    const remembered = idempotency ? [idempotency.record(200, { subjectId, recipient })] : [];
    const outcome = await recordInformed(
      // Members are read where they are used: a copy of all would open what this function has no right to.
      { database, policy, clock, subjectKeys: deps.subjectKeys, subjects },
      { subjectId, recipient, at, categories, by },
      remembered,
    );
    switch (outcome.kind) {
      case 'informed':
        return shown(outcome.notice);
      case 'nothing-obtained':
        return nothingObtained;
      case 'obtained-later':
        return obtainedLater;
      case 'subject-erased':
        return problem('subject-erased');
      case 'duplicate':
        return problem('request-in-progress');
    }
  }

  async function replayed(ids: Readonly<Record<string, string>>): Promise<Answer | Problem> {
    const subjectId = parseId<SubjectId>(ids['subjectId'] ?? '');
    const notices = subjectId === undefined ? [] : await sourceNoticesOf(database, subjectId);
    const notice = notices.find(({ recipient }) => recipient === ids['recipient']);
    return notice === undefined ? nothingObtained : shown(notice);
  }
}

const scope = 'uninformed';

const nothingObtained = problem('not-found', {
  detail:
    'No data of this person, or of a category that you name, was obtained from this recipient.',
});

const notYet = problem('invalid-input', {
  errors: [{ pointer: '/at', message: 'send a time that has passed' }],
});

const obtainedLater = problem('invalid-input', {
  errors: [
    {
      pointer: '/at',
      message:
        'what the person does not know yet was obtained or stored after this time: send when they were informed of it, or name `categories` of which they were informed in advance',
    },
  ],
});

const shown = ({ recipient, categories }: SourceNotice): Answer =>
  answer(200, {
    recipient,
    categories: categories.map(({ category, since, informBy, informedAt }) => ({
      ...{ category, since, informBy, informedAt },
    })),
  } satisfies InformedView);
