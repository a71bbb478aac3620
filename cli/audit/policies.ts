import { Command, InvalidArgumentError } from 'commander';
import process from 'node:process';
import { withPlaceOptions } from '../deployed/options.ts';
import type { PlaceOptions } from '../deployed/options.ts';
import { withExamples } from '../examples.ts';
import { accountId, accountOf, partitionOf } from './account.ts';
import { placed } from './placed.ts';

interface PoliciesOptions extends PlaceOptions {
  readonly account?: string;
  readonly archiveBucket: string;
  readonly archiveAccount: string;
  readonly organization?: string | true;
  readonly json?: true;
}

/** `custos audit policies`: what the account of a log archive has to allow. */
export const policiesCommand = (): Command =>
  withExamples(
    withPlaceOptions(
      new Command('policies').description(
        'print the policies that the bucket and key of a log archive need; changes nothing',
      ),
    )
      .requiredOption('--archive-bucket <name>', 'bucket in the archive account', bucketName)
      .requiredOption('--archive-account <id>', 'account of the archive', accountId)
      .option(
        '--account <id>',
        'account of the deployment; that of the credentials when absent',
        accountId,
      )
      .option(
        '--organization [id]',
        'a trail of the organization records management events; with its id, into this bucket too',
        organizationId,
      )
      .option('--json', 'print both policies as JSON, without explanations')
      .action(run),
    'custos audit policies --stage prod --archive-bucket company-log-archive --archive-account 999988887777',
    'custos audit policies --stage prod --account 111122223333 --region eu-central-1 --archive-bucket company-log-archive --archive-account 999988887777 --json',
  );

function bucketName(value: string): string {
  if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(value)) return value;
  throw new InvalidArgumentError('It must be the name of a bucket, without a path.');
}

function organizationId(value: string): string {
  if (/^o-[a-z0-9]{10,32}$/.test(value)) return value;
  throw new InvalidArgumentError('It must be the id of an organization, such as o-a1b2c3d4e5.');
}

async function run(options: PoliciesOptions, command: Command): Promise<void> {
  // Only here: it loads the CDK.
  const { archivePolicies } = await import('../../lib/audit/archive-policies.ts');
  await placed(command, options, async (where) => {
    const account = await accountOf(where);
    const policies = archivePolicies({
      partition: partitionOf(where.region),
      region: where.region,
      account,
      deployment: options.deployment ?? options.stage,
      bucket: options.archiveBucket,
      archiveAccount: options.archiveAccount,
      isOrganization: options.organization !== undefined,
      ...(typeof options.organization === 'string' && { organizationId: options.organization }),
    });
    const json = (value: unknown) => JSON.stringify(value, null, 2);
    process.stdout.write(
      options.json
        ? `${json(policies)}\n`
        : `${[...aboutBucket, '', json(policies.bucket), '', ...aboutKey, '', json(policies.key)].join('\n')}\n`,
    );
  });
}

const aboutBucket = [
  'Policy of the bucket. Create the bucket in the Region of the deployment, with object lock, versions and',
  'default encryption under the key below, and without ACLs (BucketOwnerEnforced).',
  '  TrailsCheck, TrailsWrite: only the trails of this deployment write, into the folder of its account.',
  '  AuditorsList, AuditorsRead: that account verifies and queries its files, as its IAM policies say.',
  'It can delete or change none: add who in the archive account may, if anyone.',
];

const aboutKey = [
  'Policy of the key. Create the key in the same Region. Leave the bucket key off: with one, CloudTrail would need kms:Decrypt.',
  '  TrailsEncrypt, TrailsDescribe: only these trails encrypt, and only as a trail.',
  '  AuditorsDecrypt: the account of the deployment decrypts what Amazon S3 or Athena read for it.',
  '  ArchiveAdministers: the archive account manages the key.',
];
