import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as z from 'zod';
import { holdingsOf, lastChanges } from './account.ts';
import type { Holdings } from './account.ts';
import { bodyOf } from './api-checks.ts';
import { readTemplate } from './assembly.ts';
import type { Cdk, Deployment } from './cdk.ts';
import type { Emulator } from './emulators.ts';
import type { CallApi } from './gateway.ts';
import type { Steps } from './steps.ts';
import { shortenRetention } from './test-policy.ts';
import type { TokenMaker } from './tokens.ts';
import { functions } from '../../lib/functions.ts';

export interface LifecycleParts {
  readonly steps: Steps;
  readonly cdk: Cdk;
  readonly emulator: Emulator;
  readonly call: CallApi;
  readonly makeToken: TokenMaker;
  /** Folder of the policy that was deployed. */
  readonly policy: string;
  readonly directory: string;
  readonly deployed: Deployment;
  /** Resources of the account before the deployment. */
  readonly holdings: Holdings;
}

const serviceStack = 'Custos-dev-Service';
const versionIn = ({ outputs }: Deployment): string =>
  outputs[serviceStack]?.['PolicyVersion'] ?? '';

const health = z.object({ policyVersion: z.string() });
const ledger = z.object({
  items: z.array(
    z.object({
      type: z.string(),
      policyVersion: z.string(),
      codes: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** A deployment without a change, one with another policy, and the deletion. */
export async function checkLifecycle(parts: LifecycleParts): Promise<void> {
  const { steps, cdk, emulator, call, makeToken, policy, directory, deployed, holdings } = parts;
  const staff = await makeToken('staff', 'custos/ledger');
  const changes = async () => {
    const answer = await call('GET', '/v1/ledger/entries?type=policy.changed', { token: staff });
    return bodyOf(answer, 200, ledger).items;
  };

  const before = versionIn(deployed);
  await steps.check('the ledger has the policy of the first deployment', async () => {
    const [first, ...others] = await changes();
    assert.deepEqual(first, {
      type: 'policy.changed',
      policyVersion: before,
      codes: { to: before },
    });
    assert.deepEqual(others, []);
  });
  await steps.check('the same source deploys as no change', async () => {
    const known = await lastChanges(emulator);

    const { output } = await cdk.deploy(policy, join(directory, 'again'));

    for (const stack of Object.keys(deployed.outputs)) {
      assert.match(output, new RegExp(`${stack} \\(no changes\\)`));
    }
    assert.deepEqual(await lastChanges(emulator), known);
    assert.equal((await changes()).length, 1, 'the ledger has a policy change');
  });
  await steps.check('another policy deploys, is in force and in the ledger', async () => {
    const known = await lastChanges(emulator);
    shortenRetention(policy);

    const changed = await cdk.deploy(policy, join(directory, 'changed'));

    const after = versionIn(changed);
    assert.notEqual(after, before);
    assert.equal(bodyOf(await call('GET', '/v1/health'), 200, health).policyVersion, after);
    assert.deepEqual((await changes()).at(-1), {
      type: 'policy.changed',
      policyVersion: after,
      codes: { from: before, to: after },
    });
    const now = await lastChanges(emulator);
    assert.equal(now['Custos-dev-Data'], known['Custos-dev-Data'], 'the data stack was touched');
  });
  await steps.check(
    'cdk destroy leaves nothing of a dev stage but the files of its trails and a setting of the account',
    async () => {
      const assembly = join(directory, 'changed');
      assert.deepEqual(retainedOf(assembly, 'dev'), expectedOfDev);

      await cdk.destroy(assembly);

      const { buckets, ...left } = await holdingsOf(emulator);
      const { buckets: before, ...known } = holdings;
      assert.deepEqual(left, known);
      assert.deepEqual(
        buckets.filter((name) => !before.includes(name) && !isOfTrails(name)),
        [],
        'buckets',
      );
      const stacks = Object.keys(await lastChanges(emulator)).filter((name) =>
        name.includes('Custos'),
      );
      assert.deepEqual(stacks, [], 'stacks');
    },
  );
}

// The role with which API Gateway writes logs serves every API of the account. Versions of a
// durable function are deleted with the function.
const expectedOfDev = {
  'AWS::ApiGateway::Account': 1,
  'AWS::IAM::ManagedPolicy': 1,
  'AWS::IAM::Role': 1,
  // Locked files hold a bucket; accesses to it, and answers to queries, are evidence as they are.
  'AWS::S3::Bucket': 3,
  'AWS::S3::BucketPolicy': 2,
  'AWS::Lambda::Version': functions.filter(({ trigger }) => trigger.kind === 'durable').length,
};

const isOfTrails = (bucket: string): boolean =>
  /^custos-dev-audit-(files|queriesresults)/.test(bucket);

const holdsData = new Set([
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
]);

const stacksOf = (stage: string) =>
  ['Audit', 'Data', 'Edge', 'Media', 'Systems', 'Learning', 'Service', 'Watch', 'Web'].map(
    (stack) => `Custos-${stage}-${stack}`,
  );

/** How many resources of each type are retained when the stacks are deleted. */
function retainedOf(assembly: string, stage: string): Readonly<Record<string, number>> {
  const retained = resourcesOf(assembly, stacksOf(stage)).filter(({ DeletionPolicy }) =>
    DeletionPolicy?.startsWith('Retain'),
  );
  const types = Map.groupBy(retained, ({ Type }) => Type);
  return Object.fromEntries(
    [...types].map(([type, { length }]): [string, number] => [type, length]).sort(),
  );
}

const resourcesOf = (assembly: string, stacks: readonly string[]) =>
  stacks.flatMap((stack) => Object.values(readTemplate(assembly, stack).Resources));

/** What a prod stage retains, by its templates: it is not deployed here. */
export async function checkProdRetention(
  steps: Steps,
  cdk: Cdk,
  policy: string,
  directory: string,
): Promise<void> {
  await steps.check('a prod stage retains each table, key, bucket and log', async () => {
    const assembly = join(directory, 'prod');
    await cdk.synthesize('prod', policy, assembly);

    // Each deployment writes the files of the pages again.
    const stacks = stacksOf('prod').filter((stack) => stack !== 'Custos-prod-Web');
    const data = resourcesOf(assembly, stacks).filter(({ Type }) => holdsData.has(Type));
    const lost = data.filter(({ Type, DeletionPolicy }) => {
      // Dead letters name a change by its position in a stream, which retains it for a day.
      return DeletionPolicy !== 'Retain' && Type !== 'AWS::SQS::Queue';
    });

    assert.ok(data.length > 20);
    assert.deepEqual(
      lost.map(({ Type }) => Type),
      [],
    );
  });
}
