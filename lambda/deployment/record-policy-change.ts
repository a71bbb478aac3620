import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { isFetchable } from '../auth/issuers.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { keepNotices } from '../notice/store.ts';
import { newSweepId } from '../value/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { entry } from '../ledger/store.ts';

const versioned = z.object({ PolicyVersion: z.string().regex(/^sha256:[0-9a-f]{64}$/) });

/** The fields in use of AWS CloudFormation User Guide, "Custom resource request reference". */
const deployment = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  RequestId: z.string(),
  StackId: z.string(),
  LogicalResourceId: z.string(),
  ResponseURL: z.url().refine(isFetchable),
  ResourceProperties: versioned,
  OldResourceProperties: versioned.optional(),
});

type PolicyChangePlatform = Pick<Platform, 'database' | 'policy' | 'clock' | 'log' | 'workflow'>;
type Deployment = z.output<typeof deployment>;

/** IAM is eventually consistent: a new role may be denied for a few seconds. */
const pausesMilliseconds = [1_000, 2_000, 4_000, 8_000] as const;

/**
 * Stores the notices of the policy, enters the policy change in the ledger, starts a retention
 * sweep over all people and responds to CloudFormation. A rollback is recorded as a change in the
 * other direction.
 *
 * @throws ZodError for an event that CloudFormation does not send: there is no address to respond
 * to
 */
export async function recordPolicyChange(
  platform: PolicyChangePlatform,
  event: unknown,
  pauses: readonly number[] = pausesMilliseconds,
): Promise<void> {
  const request = deployment.parse(event);
  try {
    await enterChange(platform, request, pauses);
  } catch (error) {
    platform.log.error('FAILED', error);
    await answer(request, 'FAILED');
    return;
  }
  await answer(request, 'SUCCESS');
}

async function enterChange(
  platform: PolicyChangePlatform,
  { RequestType, RequestId, ResourceProperties, OldResourceProperties }: Deployment,
  pauses: readonly number[],
): Promise<void> {
  const to = ResourceProperties.PolicyVersion;
  const from = OldResourceProperties?.PolicyVersion;
  if (RequestType === 'Delete') return;
  await persistently(pauses, () => keepNotices(platform, platform.policy));
  if (from === to) return;
  const statement = await entry(platform, 'policy.changed', {
    to,
    from,
  });
  await persistently(pauses, async () => {
    const { kind } = await transact(platform.database, [statement]);
    // A duplicate: an earlier attempt was committed and its response was lost.
    if (kind !== 'committed' && kind !== 'duplicate') {
      throw new StoreUnavailableError('the policy change was not recorded');
    }
  });
  // There are no rows before the first policy.
  if (from !== undefined) {
    const input = { sweepId: newSweepId() };
    await persistently(pauses, () =>
      platform.workflow.start('retention-sweep', `policy-${RequestId}`, input),
    );
  }
  platform.log.info('POLICY_CHANGED', { policyVersion: to });
}

async function persistently(
  pauses: readonly number[],
  work: () => Promise<unknown>,
): Promise<void> {
  for (const pause of [...pauses, undefined]) {
    try {
      await work();
      return;
    } catch (error) {
      if (pause === undefined) throw error;
      await delay(pause);
    }
  }
}

const answerMilliseconds = 5_000;

async function answer(request: Deployment, status: 'SUCCESS' | 'FAILED'): Promise<void> {
  const { RequestId, StackId, LogicalResourceId } = request;
  const response = await fetch(request.ResponseURL, {
    method: 'PUT',
    // The signature of the address covers an empty content type.
    headers: { 'content-type': '' },
    body: JSON.stringify({
      Status: status,
      ...(status === 'FAILED' && {
        Reason: 'policy-change could not write the ledger: see its log',
      }),
      PhysicalResourceId: 'policy',
      RequestId,
      StackId,
      LogicalResourceId,
    }),
    signal: AbortSignal.timeout(answerMilliseconds),
  });
  if (!response.ok) throw new DeploymentNotAnsweredError(response.status);
}

/** CloudFormation did not accept the response. Thrown, so that Lambda retries. */
export class DeploymentNotAnsweredError extends Error {
  override readonly name = 'DeploymentNotAnsweredError';

  constructor(status: number) {
    super(`CloudFormation responded with ${status}`);
  }
}
