import type { StaffCaller } from '../platform/http/handlers.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { Policy } from '../policy/schema.ts';
import { isGated } from './model/request.ts';
import type { RequestRow } from './row.ts';
import type { RequestId } from '../value/ids.ts';

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

/**
 * Who has decided what an appeal is about, or what a request carries out after all: both would be in
 * vain if they decided again. An appeal may be about a request that carries another one out.
 */
export async function earlierDeciders(
  requests: { readonly get: (requestId: RequestId) => Promise<RequestRow | undefined> },
  { kind, about, carriesOut }: Pick<RequestRow, 'kind' | 'about' | 'carriesOut'>,
): Promise<readonly string[]> {
  const requestId = kind === 'appeal' ? about : carriesOut;
  const earlier = requestId && (await requests.get(requestId));
  if (earlier === undefined) return [];
  return [...decidersOf(earlier), ...(await earlierDeciders(requests, earlier))];
}

/** Why an approval does not count. */
export type ApprovalObstacle = 'approved-before' | 'entered-it' | 'decided-before';

/**
 * @param deciders of the request that an appeal is about
 */
export function obstacleTo(
  { approvedBy = [], enteredBy }: Pick<RequestRow, 'approvedBy' | 'enteredBy'>,
  mark: string,
  deciders: readonly string[] = [],
): ApprovalObstacle | undefined {
  if (enteredBy === mark) return 'entered-it';
  if (approvedBy.includes(mark)) return 'approved-before';
  return deciders.includes(mark) ? 'decided-before' : undefined;
}
