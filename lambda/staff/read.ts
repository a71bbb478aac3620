import type { StaffShown } from '../ledger/model/ledger.ts';
import { enterStaffRead } from '../ledger/staff-read.ts';
import { mailsShown } from '../mail/views.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { problem } from '../platform/http/problem.ts';
import { answerExempt } from '../record/views.ts';
import { withWords } from '../request-view/person-view.ts';
import { viewOf } from '../request-view/view.ts';
import { staffMark } from '../request/approval.ts';
import type { RequestRow } from '../request/row.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { RequestDecision, Requests } from '../request/store.ts';
import { openText } from '../request/text.ts';
import { openContestedDecisions } from '../review/contested.ts';
import type { Subject } from '../subject/model/subject.ts';
import { personShown } from '../subject/shown-person.ts';
import type { Subjects } from '../subject/store.ts';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { actsOn } from './acts.ts';
import { concernedBy } from './concerned-data.ts';
import { correctionsShown } from './corrections-shown.ts';
import type { staffRoutes } from './routes.ts';
import { factsForStaff } from './view.ts';

type Reads = Pick<Handlers<typeof staffRoutes>, 'readRequest' | 'readWithheld'>;

/** What staff see of one request. Each look is entered in the ledger. */
export function readHandlers(
  platform: RequestPlatform,
  requests: Requests,
  subjects: Subjects,
): Reads {
  const decisions = openContestedDecisions(platform, requests);

  return {
    async readRequest({ path, query: { show }, caller }) {
      const row = await requestNamed(requests, path);
      if (row === undefined) return problem('not-found');
      // What is contested is shown as it is stored.
      const isContent = row.corrections !== undefined || row.automatedDecisionId !== undefined;
      const more = isContent ? 'content' : 'identity';
      const seesMore = caller.seesMore === true && show !== 'facts';
      const subject = await entered('readRequest', row, seesMore ? more : undefined);
      const mails = await mailsShown(platform.database, row.requestId);
      const acts = await actsOn({ policy: platform.policy, requests }, row, {
        mark: await staffMark(platform.keyring, caller),
        now: platform.clock(),
        outcomeObstacle: (outcome) => decisions.obstacleTo(row, outcome),
      });
      const concerns = await concernedBy(platform, row, subject);
      const facts = { ...factsForStaff(row), mails, acts, concerns };
      const view = { ...viewOf(row, platform.policy), ...facts };
      if (!seesMore) return answer(200, view);
      const text = await openText(platform.subjectKeys, row);
      const person = await personShown(platform, row.subjectId, subject);
      const corrections = await correctionsShown(platform, row, text);
      return answer(200, {
        ...withWords(view, text),
        subject: person,
        reason: text.reason,
        askedBy: text.agent,
        corrections,
        automatedDecision: await decisions.shown(row),
      });
    },

    async readWithheld({ path, body: { ground, category, limit, cursor } }) {
      const row = await requestNamed(requests, path);
      if (row === undefined) return problem('not-found');
      if (row.erasure?.withheld === undefined) return nothingWithheld;
      const { requestId, subjectId } = row;
      const scope = `withheld/${requestId}/${ground}`;
      const categories = category === undefined ? undefined : [category];
      const query = { subjectId, scope, exemptBy: ground, categories, limit, cursor };
      return answerExempt(platform, query, async () => {
        await entered('readWithheld', row, 'content');
        await requests.change<'known'>(requestId, (now) => withheldRead(now, platform.clock()));
      });
    },
  };

  /** Before anything is shown: which member of staff looked at what about which person. */
  async function entered(
    operation: keyof Reads,
    { subjectId, requestId }: RequestRow,
    shown: StaffShown | undefined,
  ): Promise<Subject | undefined> {
    const subject = await subjects.get(subjectId);
    const isActive = subject?.status === 'active';
    const read = { operation, subjectId, isActive, requestId };
    await enterStaffRead(platform, { ...read, shown });
    return subject;
  }
}

export async function requestNamed(
  requests: Pick<Requests, 'get'>,
  { requestId }: { readonly requestId: string },
): Promise<RequestRow | undefined> {
  const id = parseId<RequestId>(requestId);
  return id && (await requests.get(id));
}

const nothingWithheld = problem('conflict', {
  detail: 'Only an erasure withholds data, once it has destroyed keys.',
});

/** An erased person has no activity: their request shows it, once for each day. */
function withheldRead({ timeline }: RequestRow, now: EpochMilliseconds): RequestDecision<'known'> {
  const event = 'withheld-read';
  const day = toRfc3339(now).slice(0, 10);
  return timeline.some((each) => each.event === event && each.at.startsWith(day))
    ? { kind: 'leave', because: 'known' }
    : { kind: 'change', events: [event] };
}
