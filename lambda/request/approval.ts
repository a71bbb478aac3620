import type { StaffCaller } from '../platform/http/handlers.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { Policy } from '../policy/schema.ts';
import type { ApprovalObstacle } from './model/approval-obstacles.ts';
import { isCounted } from './model/appeal.ts';
import { isClosed } from './model/request.ts';
import { isGated } from './model/kinds.ts';
import type { RequestRow } from './row.ts';
import type { RequestId } from '../value/ids.ts';
import type { Statement } from '../platform/dynamo/statement.ts';

/** What the row of a request has of a member of staff: the same for the same person, and no name. */
export async function staffMark(
  keyring: Pick<Keyring, 'hmac'>,
  { issuer, name }: Pick<StaffCaller, 'issuer' | 'name'>,
): Promise<string> {
  return Buffer.from(await keyring.hmac('staff/v1', [issuer, name])).toString('base64url');
}

type Approved = Pick<RequestRow, 'kind' | 'approvedBy'>;

export const approvalsNeeded = (policy: Pick<Policy, 'requests'>, { kind }: Approved): number =>
  isGated(kind) ? policy.requests[kind].approvals : 0;

/** Whether as many people as the policy asks for have approved. */
export const isApproved = (policy: Pick<Policy, 'requests'>, row: Approved): boolean =>
  (row.approvedBy?.length ?? 0) >= approvalsNeeded(policy, row);

const decidersOf = ({
  approvedBy = [],
  decidedBy = [],
}: Pick<RequestRow, 'approvedBy' | 'decidedBy'>): readonly string[] => [
  ...approvedBy,
  ...decidedBy,
];

interface Stored {
  readonly get: (requestId: RequestId) => Promise<RequestRow | undefined>;
  readonly changing: (
    row: RequestRow,
    change: Record<string, never>,
  ) => Promise<readonly Statement[]>;
}

export interface Excluded {
  /** Of staff: see `staffMark`. */
  readonly marks: readonly string[];
  /** Belong to the transaction of the decision: it is taken again once someone decides on the appeal. */
  readonly guards: readonly Statement[];
}

/**
 * Who may not decide on a request, whatever it is decided: who has decided what it is about, and who
 * has approved or decided the appeal about it, which can be made while it is open and late. Who has
 * refused what it carries out after all may not refuse it again.
 *
 * @param grants whether it is decided as the person wants it
 */
export async function excludedFrom(
  requests: Stored,
  row: RequestRow,
  { grants }: { readonly grants: boolean },
): Promise<Excluded> {
  const earlier = row.kind === 'appeal' || !grants ? await earlierDeciders(requests, row) : [];
  const appeal = row.appeal && (await requests.get(row.appeal));
  if (appeal === undefined || !isCounted(appeal)) return { marks: earlier, guards: [] };
  const guards = isClosed(appeal.status) ? [] : await requests.changing(appeal, {});
  return { marks: [...earlier, ...decidersOf(appeal)], guards };
}

/**
 * Who has decided what an appeal is about, or what a request carries out after all: both would be in
 * vain if they decided again. An appeal may be about a request that carries another one out.
 */
async function earlierDeciders(
  requests: Pick<Stored, 'get'>,
  { kind, about, carriesOut }: Pick<RequestRow, 'kind' | 'about' | 'carriesOut'>,
): Promise<readonly string[]> {
  const requestId = kind === 'appeal' ? about : carriesOut;
  const earlier = requestId && (await requests.get(requestId));
  if (earlier === undefined) return [];
  return [...decidersOf(earlier), ...(await earlierDeciders(requests, earlier))];
}

/**
 * @param excluded see `excludedFrom`
 */
export function obstacleTo(
  { approvedBy = [], enteredBy }: Pick<RequestRow, 'approvedBy' | 'enteredBy'>,
  mark: string,
  excluded: readonly string[] = [],
): ApprovalObstacle | undefined {
  if (enteredBy === mark) return 'entered-it';
  if (approvedBy.includes(mark)) return 'approved-before';
  return excluded.includes(mark) ? 'decided-before' : undefined;
}
