import type { Answer, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import { connectorTargets } from '../policy/connector-targets.ts';
import { refusalsForAll } from '../policy/protective.ts';
import type { AskedCorrection, Correction } from '../request/model/correction.ts';
import { stateOf, withCorrection } from '../request/model/correction.ts';
import { groundsFor } from '../request/model/correction-grounds.ts';
import { obstacleTo, withheldOn } from './obstacles.ts';
import { readPerson } from '../retention/person-store.ts';
import { openSubjects } from '../subject/store.ts';
import { parseId } from '../value/ids.ts';
import type { RequestId } from '../value/ids.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import { excludedFrom, staffMark } from '../request/approval.ts';
import { answerMove } from '../request-view/move-answer.ts';
import { applyingTo } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import { openStaffActivity } from '../request/staff-activity.ts';
import type { RequestPlatform } from '../request/start.ts';
import type { RequestDecision, Requests } from '../request/store.ts';
import { openText, sealText } from '../request/text.ts';
import { viewOf } from '../request-view/view.ts';
import { endedWith } from '../system/corrected.ts';
import { openConcerned } from './concerned.ts';
import { carryOutCorrections } from './carry-out.ts';
import type { rectificationRoutes } from './routes.ts';

type Deciding = RequestOf<(typeof rectificationRoutes)['decideCorrection']>;
type Body = Deciding['body'];
type Left = 'not-now' | 'same' | 'other' | 'decided-before';

/** Steps that one call waits for; the rest follows without it. */
const stepsPerCall = 12;

interface Chosen {
  readonly row: RequestRow;
  readonly correction: Correction;
  readonly asked: AskedCorrection | undefined;
}

/** POST /v1/requests/{requestId}/corrections/{number} */
export function decideHandler(platform: RequestPlatform, requests: Requests) {
  const { subjectKeys, policy, clock } = platform;
  const activityOf = openStaffActivity(platform, openSubjects(platform));

  return async ({ path, body, caller }: Deciding): Promise<Answer | Problem> => {
    const number = Number(path.number);
    const requestId = parseId<RequestId>(path.requestId);
    const row = requestId && (await requests.get(requestId));
    const correction = row?.corrections?.[number - 1];
    if (row === undefined) return problem('not-found');
    if (correction === undefined) return problem('not-found', { detail: noneOf(row) });
    if (stateOf(correction) === 'waiting') {
      const asked = (await openText(subjectKeys, row)).corrections?.[number - 1];
      const obstacle = await faultOf({ row, correction, asked }, body);
      if (obstacle !== undefined) return obstacle;
    }
    const mark = await staffMark(platform.keyring, caller);
    const changed = await requests.change<Left>(row.requestId, (current) =>
      decided(current, number, { ...body, mark }),
    );
    if (changed.kind === 'left') {
      const { because } = changed;
      if (because === 'other') return decidedBefore;
      if (because !== 'same') return answerMove({ ...changed, because });
    } else if (changed.kind !== 'changed') return answerMove(changed);
    await carryOutCorrections(platform, requests, row.requestId, (steps) => steps < stepsPerCall);
    const current = (await requests.get(row.requestId)) ?? changed.row;
    return answer(200, viewOf(current, policy));
  };

  /** What the law, or what is stored, has against the decision. */
  async function faultOf(
    { row, asked }: Chosen,
    { decision, ground }: Body,
  ): Promise<Problem | undefined> {
    const facts = await readPerson(platform, row.subjectId);
    if (decision === 'accept') {
      if (ground !== undefined) return invalid('leave this out: only a refusal has a ground');
      const obstacle = facts && asked && (await obstacleTo(platform, facts, row.subjectId, asked));
      if (obstacle?.kind === 'not-minimised') return notStorable;
      return obstacle && keptAsEvidence(obstacle.ground, obstacle.until);
    }
    const law = refusalsForAll(policy, applyingTo(row), 'rectification').map(({ code }) => code);
    const exempt = facts && asked ? await withheldOn(platform, facts, row.subjectId, asked) : [];
    const grounds = groundsFor(law, exempt);
    return ground !== undefined && grounds.includes(ground)
      ? undefined
      : invalid(`send one of the grounds that apply: ${grounds.join(', ')}`);
  }

  async function decided(
    row: RequestRow,
    number: number,
    { decision, ground, note, mark }: Body & { readonly mark: string },
  ): Promise<RequestDecision<Left>> {
    const { corrections = [] } = row;
    const former = corrections[number - 1];
    if (former?.decision !== undefined) {
      const isSame = former.decision === decision && former.ground === ground;
      return { kind: 'leave', because: isSame ? 'same' : 'other' };
    }
    if (row.status !== 'in-progress') return { kind: 'leave', because: 'not-now' };
    const isRefused = decision === 'refuse';
    const excluded = await excludedFrom(requests, row, { grants: !isRefused });
    if (excluded.marks.includes(mark)) return { kind: 'leave', because: 'decided-before' };
    const now = clock();
    const at = toRfc3339(now);
    const next = withCorrection(corrections, number, {
      ...{ decision, ground, decidedAt: at },
      ...(isRefused && { doneAt: at }),
    });
    const { to, set } = await endedWith(platform, row, next, now);
    const valuesNow = isRefused ? undefined : await formerOf(row, number);
    return {
      kind: 'change',
      events: [isRefused ? 'correction-refused' : 'correction-accepted'],
      ...(to !== undefined && { to }),
      set: {
        ...{ ...set, corrections: next, progressAt: at },
        decidedBy: [...new Set([...(row.decidedBy ?? []), mark])],
        ...(await withNote(row, number, { note, former: valuesNow })),
      },
      extra: [...(await activityOf('decideCorrection', row)), ...excluded.guards],
    };
  }

  /** What is stored now, which systems and recipients have as well: they change what is equal to it. */
  async function formerOf(row: RequestRow, number: number): Promise<unknown[] | undefined> {
    if (connectorTargets(policy).length === 0) return undefined;
    const facts = await readPerson(platform, row.subjectId);
    const asked = (await openText(subjectKeys, row)).corrections?.[number - 1];
    if (facts === undefined || asked === undefined) return undefined;
    const { records } = await openConcerned(platform, facts, row.subjectId)(asked);
    const distinct = new Map(records.map(({ old }) => [JSON.stringify(old), old]));
    return [...distinct.values()];
  }

  async function withNote(
    row: RequestRow,
    number: number,
    { note, former }: { readonly note: string | undefined; readonly former: unknown[] | undefined },
  ) {
    if (note === undefined && former === undefined) return {};
    const text = await openText(subjectKeys, row);
    const corrections = text.corrections?.map((one, index) =>
      index === number - 1 ? { ...one, note: note ?? one.note, former } : one,
    );
    const contentVersion = row.contentVersion + 1;
    const ciphertext = await sealText(subjectKeys, row, contentVersion, { ...text, corrections });
    return { ciphertext, contentVersion };
  }
}

const invalid = (message: string): Problem =>
  problem('invalid-input', { errors: [{ pointer: '/ground', message }] });

const noneOf = ({ corrections = [] }: RequestRow): string =>
  corrections.length === 0
    ? 'The request has no corrections.'
    : `The request has no correction of this number: the last is ${corrections.length}.`;

const decidedBefore = problem('conflict', {
  detail: 'This correction was decided otherwise before; what was decided stays.',
});

const notStorable = problem('conflict', {
  detail:
    'The policy has changed and lets no one store the new content: refuse the correction, or ask the person to send it again.',
});

const keptAsEvidence = (
  ground: string,
  until: Parameters<typeof toEpochMilliseconds>[0] | undefined,
) =>
  problem('deletion-suspended', {
    detail:
      'This record is kept as it is, through an erasure too: refuse the correction on this ground, or decide once it has ended.',
    extensions: { ground, until: until && toRfc3339(toEpochMilliseconds(until)) },
  });
