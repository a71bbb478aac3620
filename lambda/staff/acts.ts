import type * as z from 'zod';
import { refusalsForAll } from '../policy/protective.ts';
import { refusalsIn } from '../policy/jurisdictions.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import { advisoryOf } from '../policy/standing.ts';
import { excludedFrom, obstacleTo } from '../request/approval.ts';
import type { ApprovalObstacle } from '../request/model/approval-obstacles.ts';
import { progressOf } from '../request/change.ts';
import { isPaused } from '../request/clock.ts';
import { extensionNow, pausesNow } from './delays.ts';
import { answerOutcomes, isWorded } from '../request/model/answer.ts';
import type { AnswerOutcome } from '../request/model/answer.ts';
import { groundsOfRequest } from '../request/model/correction-grounds.ts';
import { rightOf } from '../request/model/kinds.ts';
import { moveTo } from '../request/model/request.ts';
import { waitingFor } from '../request/model/waiting.ts';
import { applyingTo } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { staffActs } from './acts-contract.ts';
import { groundsAgainst } from './denial.ts';
import { identify } from './identify.ts';
import { announceLifting, callOffLifting } from './lifting.ts';

type StaffActs = z.output<typeof staffActs>;

interface Looking {
  /** See `staffMark`. */
  readonly mark: string;
  readonly now: EpochMilliseconds;
  /** Why a review cannot have an outcome. */
  readonly outcomeObstacle: (outcome: AnswerOutcome) => Promise<string | undefined>;
}

/** What one member of staff can do with a request now, on the grounds that the law gives. */
export async function actsOn(
  { policy, requests }: { readonly policy: Policy; readonly requests: Requests },
  row: RequestRow,
  { mark, now, outcomeObstacle }: Looking,
): Promise<StaffActs> {
  const waiting = waitingFor(row);
  const [granting, refusing] = await Promise.all([
    excludedFrom(requests, row, { grants: true }),
    excludedFrom(requests, row, { grants: false }),
  ]);
  const decidedBefore: { obstacle?: ApprovalObstacle } = refusing.marks.includes(mark)
    ? { obstacle: 'decided-before' }
    : {};
  return {
    ...(waiting === 'approval' && {
      approve: { obstacle: obstacleTo(row, mark, granting.marks) },
    }),
    ...denying(policy, row, decidedBefore),
    ...extending(policy, row, now),
    ...pausing(policy, row, now),
    ...(waiting === 'answer' && {
      answer: { ...decidedBefore, outcomes: await outcomesOf(row, outcomeObstacle) },
    }),
    ...(waiting === 'corrections' && {
      correct: { ...decidedBefore, grounds: [...correctionGroundsOf(policy, row)] },
    }),
    others: othersOf(policy, row, now),
  };
}

function denying(
  policy: Policy,
  row: RequestRow,
  obstacle: { readonly obstacle?: ApprovalObstacle },
): Pick<StaffActs, 'deny'> {
  const isDecidedInPart = row.corrections?.some(({ decision }) => decision !== undefined) === true;
  const move = moveTo('denied', progressOf(row, policy));
  if (isDecidedInPart || move.kind !== 'allowed') return {};
  const applying = applyingTo(row);
  const grounds = groundsAgainst(policy, row).map((ground) => ({
    ground,
    law: applying.flatMap((jurisdiction) =>
      refusalsIn(policy, jurisdiction)
        .filter(({ code }) => code === ground)
        .map(({ reference }) => citing(policy, jurisdiction, reference)),
    ),
  }));
  return grounds.length === 0 ? {} : { deny: { ...obstacle, grounds } };
}

function extending(
  policy: Policy,
  row: RequestRow,
  now: EpochMilliseconds,
): Pick<StaffActs, 'extend'> {
  const possible = extensionNow(policy, row, now);
  if (possible === undefined) return {};
  const { grounds, asksForDay } = possible;
  const right = rightOf(row.kind);
  const law = applyingTo(row).flatMap((jurisdiction) => {
    const { clocks, rights } = policy.law[jurisdiction] ?? {};
    const reference = clocks?.[rights?.[right]?.clock ?? '']?.reference;
    return reference === undefined ? [] : [citing(policy, jurisdiction, reference)];
  });
  return { extend: { grounds: [...grounds], law, asksForDay } };
}

function pausing(
  policy: Policy,
  row: RequestRow,
  now: EpochMilliseconds,
): Pick<StaffActs, 'pause'> {
  const grounds = pausesNow(policy, row, now);
  if (grounds.length === 0) return {};
  const law = applyingTo(row).flatMap((jurisdiction) =>
    (policy.law[jurisdiction]?.pauses ?? [])
      .filter(({ code }) => grounds.includes(code))
      .map(({ reference }) => citing(policy, jurisdiction, reference)),
  );
  return { pause: { grounds: [...grounds], law } };
}

const citing = (policy: Policy, jurisdiction: JurisdictionId, reference: string) => ({
  jurisdiction,
  ...advisoryOf(policy, [jurisdiction]),
  reference,
});

async function outcomesOf(
  { kind }: RequestRow,
  obstacle: Looking['outcomeObstacle'],
): Promise<AnswerOutcome[]> {
  if (!isWorded(kind)) return [];
  const obstacles = await Promise.all(answerOutcomes.map(obstacle));
  return answerOutcomes.filter((_, index) => obstacles[index] === undefined);
}

const correctionGroundsOf = (policy: Policy, row: RequestRow) =>
  groundsOfRequest(
    refusalsForAll(policy, applyingTo(row), 'rectification').map(({ code }) => code),
  );

function othersOf(policy: Policy, row: RequestRow, now: EpochMilliseconds): StaffActs['others'] {
  const { agent, status } = row;
  const identity = { kind: 'identity', assurance: 'document-checked-by-staff' } as const;
  // What an agent has only declared can be checked once something was shown.
  const mandate = { kind: 'mandate', shown: 'signed' } as const;
  const possible = {
    identify: identify(policy, row, identity, now) !== undefined,
    'check-mandate':
      agent?.checkedAt === undefined && identify(policy, row, mandate, now) !== undefined,
    resume: isPaused(row),
    retry: status === 'failed',
    lift: announceLifting(row, now).kind === 'change',
    keep: callOffLifting(row).kind === 'change',
  };
  return (Object.keys(possible) as (keyof typeof possible)[]).filter((act) => possible[act]);
}
