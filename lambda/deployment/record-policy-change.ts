import * as z from 'zod';
import { isFetchable } from '../auth/issuers.ts';
import {
  answerDeployment,
  deploymentRequest,
  pausesOfNewRoles,
  persistently,
} from '../platform/custom-resource.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { keepNotices } from '../notice/store.ts';
import { newSweepId } from '../value/ids.ts';
import type { Platform } from '../platform/platform.ts';
import { entry } from '../ledger/store.ts';
import { toRfc3339 } from '../value/time.ts';
import { changeRow, changesSince, keepPolicy } from './store.ts';

const versioned = z.object({ PolicyVersion: z.string().regex(/^sha256:[0-9a-f]{64}$/) });

const deployment = deploymentRequest.extend({
  ResponseURL: z.url().refine(isFetchable),
  ResourceProperties: versioned,
  OldResourceProperties: versioned.optional(),
});

type PolicyChangePlatform = Pick<Platform, 'database' | 'policy' | 'clock' | 'log' | 'workflow'>;
type Deployment = z.output<typeof deployment>;

/**
 * Stores the policy and its notices, enters the policy change in the ledger, starts a retention
 * sweep over all people and responds to CloudFormation. A rollback is recorded as a change in the
 * other direction.
 *
 * @throws ZodError for an event that CloudFormation does not send: there is no address to respond
 * to
 */
export async function recordPolicyChange(
  platform: PolicyChangePlatform,
  event: unknown,
  pauses: readonly number[] = pausesOfNewRoles,
): Promise<void> {
  const request = deployment.parse(event);
  try {
    await enterChange(platform, request, pauses);
  } catch (error) {
    platform.log.error('FAILED', error);
    const reason = 'policy-change could not write the ledger: see its log';
    await answerDeployment(request, 'policy', { kind: 'failed', reason });
    return;
  }
  await answerDeployment(request, 'policy', { kind: 'done' });
}

async function enterChange(
  platform: PolicyChangePlatform,
  { RequestType, RequestId, ResourceProperties, OldResourceProperties }: Deployment,
  pauses: readonly number[],
): Promise<void> {
  const to = ResourceProperties.PolicyVersion;
  const from = OldResourceProperties?.PolicyVersion;
  if (RequestType === 'Delete') return;
  const { database, policy, clock } = platform;
  await persistently(pauses, () => keepNotices(platform, policy));
  await persistently(pauses, () => keepPolicy(database, policy));
  if (from === to) return;
  const statement = await entry(platform, 'policy.changed', {
    to,
    from,
  });
  const changes = await persistently(pauses, () => changesSince(database, from, policy));
  const { entryId = '' } = statement.key;
  const change = changeRow(entryId, { at: toRfc3339(clock()), from, to, changes });
  await persistently(pauses, async () => {
    const { kind } = await transact(database, [statement, change]);
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
