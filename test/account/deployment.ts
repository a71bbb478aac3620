import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { bodyOf } from '../deploy/api-checks.ts';
import type { CallApi } from '../deploy/gateway.ts';
import type { Steps } from '../deploy/steps.ts';
import { writeTestPolicy } from '../deploy/test-policy.ts';
import { cleanUp, leftOf } from './clean-up.ts';
import { checkJourney } from './journey.ts';
import type { Target } from './target.ts';

export interface DeploymentOptions {
  /** Its name, unique in the account. */
  readonly deployment: string;
  /** For policy and assembly. */
  readonly directory: string;
  /** Whether the stage is retained for inspection. */
  readonly keep: boolean;
}

const health = z.object({ status: z.literal('ok'), policyVersion: z.string() });

/**
 * Deploys `dev` under a name of its own, runs one person's journey over HTTP, deletes it, and
 * reports what is left. Deletes it also when a step has failed.
 */
export async function testDeployment(
  steps: Steps,
  target: Target,
  { deployment, directory, keep }: DeploymentOptions,
): Promise<void> {
  const policy = join(directory, `${deployment}-policy`);
  const assembly = join(directory, deployment);
  const issuer = await steps.need('an issuer of tokens is reachable from functions', () =>
    target.startIssuer(deployment),
  );
  try {
    writeTestPolicy(policy, issuer.issuer, issuer.jwksUri);
    const { outputs } = await steps.need(`cdk deploy of ${deployment}`, () =>
      target.cdk.deploy(policy, assembly, { deployment }),
    );
    const call = target.open(apiUrlIn(outputs));
    await steps.need('health answers', () => answers(call, target.firstAnswerSeconds));
    await checkJourney(steps, { ...target, call, makeToken: issuer.make });
  } finally {
    if (!keep) {
      await steps.check(`cdk destroy of ${deployment} leaves nothing`, async () => {
        await cleanUp(target, deployment, assembly);
        await issuer.stop();
        const left = await leftOf(target.client, deployment);
        if (left.length > 0) throw new TypeError(`left:\n${left.join('\n')}`);
      });
    }
  }
}

function apiUrlIn(outputs: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const urls = Object.values(outputs).flatMap(({ ApiUrl: url }) =>
    url === undefined ? [] : [url],
  );
  const [url, ...others] = urls;
  if (url === undefined || others.length > 0) throw new TypeError('one stack has to output ApiUrl');
  return url;
}

/**
 * A new API may refuse calls for up to 15 minutes while its TLS policy takes effect everywhere (API
 * Gateway developer guide, "Security policy for REST APIs").
 */
async function answers(call: CallApi, patienceSeconds: number): Promise<void> {
  const deadline = Date.now() + patienceSeconds * 1_000;
  for (;;) {
    try {
      bodyOf(await call('GET', '/v1/health'), 200, health);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await delay(5_000);
  }
}
