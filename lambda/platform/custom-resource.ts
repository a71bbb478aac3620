import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';

/** The fields in use of AWS CloudFormation User Guide, "Custom resource request reference". */
export const deploymentRequest = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  RequestId: z.string(),
  StackId: z.string(),
  LogicalResourceId: z.string(),
  ResponseURL: z.url(),
});

type DeploymentRequest = z.output<typeof deploymentRequest>;

export type DeploymentAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string };

const answerMilliseconds = 5_000;

/**
 * Responds to CloudFormation, which waits for it.
 *
 * @param id of the resource: another one replaces it
 * @throws DeploymentNotAnsweredError
 */
export async function answerDeployment(
  { RequestId, StackId, LogicalResourceId, ResponseURL }: DeploymentRequest,
  id: string,
  outcome: DeploymentAnswer,
): Promise<void> {
  const response = await fetch(ResponseURL, {
    method: 'PUT',
    // The signature of the address covers an empty content type.
    headers: { 'content-type': '' },
    body: JSON.stringify({
      Status: outcome.kind === 'done' ? 'SUCCESS' : 'FAILED',
      ...(outcome.kind === 'failed' && { Reason: outcome.reason }),
      PhysicalResourceId: id,
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

/** IAM is eventually consistent: a new role may be denied for a few seconds. */
export const pausesOfNewRoles = [1_000, 2_000, 4_000, 8_000] as const;

/** Tries again after each pause; what the last attempt throws is thrown. */
export async function persistently<Result>(
  pauses: readonly number[],
  work: () => Promise<Result>,
): Promise<Result> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch {
      await delay(pause);
    }
  }
  return work();
}
