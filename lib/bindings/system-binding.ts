import { Aws } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ConnectorTarget } from '../../lambda/policy/connector-targets.ts';
import type { Connector } from '../../lambda/policy/system-section.ts';
import type { TaskAction } from '../../lambda/policy/vocabulary.ts';
import { encryptAndDecrypt } from '../constructs/customer-key.ts';
import type { PrivacyFunction } from '../constructs/privacy-function.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

type Of<Kind extends Connector['kind']> = Extract<Connector, { kind: Kind }>;

/**
 * What one connector needs on its own target: resources as the settings name them, and rights for what the
 * policy does not state as impossible.
 */
export const bindSystem = ({ key, connector, actions }: ConnectorTarget): Binding => ({
  variables: {
    CUSTOS_SYSTEM: key,
    ...(connector.kind === 's3' && { CUSTOS_BUCKET_OWNER: connector.account ?? Aws.ACCOUNT_ID }),
  },
  statements: statementsOf(connector, new Set(actions)),
});

/**
 * The functions of all connectors, by their short names. As keys of tasks, or with ARNs, those of many would
 * not fit into the 4 KB that the variables of a function have.
 */
export const bindSystems = (connectors: readonly PrivacyFunction[]): Binding => ({
  variables: {
    CUSTOS_SYSTEMS: JSON.stringify(
      Object.fromEntries(
        connectors.map(({ facts, function: { functionName } }) => [facts.name, functionName]),
      ),
    ),
  },
  statements:
    connectors.length === 0
      ? []
      : [
          allow(
            ['lambda:InvokeFunction'],
            connectors.map((target) => target.function.functionArn),
          ),
        ],
});

type Asked = ReadonlySet<TaskAction>;

function statementsOf(connector: Connector, asked: Asked): readonly iam.PolicyStatement[] {
  switch (connector.kind) {
    case 'dynamodb':
      return ofTables(connector, asked);
    case 's3':
      return ofBucket(connector, asked);
    case 'postgresql':
    case 'langgraph':
      return ofSecret(connector);
    case 'lambda':
      return [allow(['lambda:InvokeFunction'], [connector.function])];
    // Over the network, and signed: that need has a binding of its own.
    case 'webhook':
      return [];
  }
}

function ofTables({ tables }: Of<'dynamodb'>, asked: Asked): readonly iam.PolicyStatement[] {
  const arns = unique(tables.map(({ table }) => table));
  const indexes = unique(
    tables.flatMap(({ table, key, second }) =>
      [key.index, second?.index].flatMap((index) =>
        index === undefined ? [] : [`${table}/index/${index}`],
      ),
    ),
  );
  const mayErase = asked.has('erase');
  const mayUpdate = asked.has('rectify') || asked.has('restrict');
  return [
    allow(
      [
        'dynamodb:BatchGetItem',
        'dynamodb:DescribeTable',
        'dynamodb:Query',
        // Deletes under a condition, many in one call.
        ...(mayErase ? ['dynamodb:BatchWriteItem', 'dynamodb:PartiQLDelete'] : []),
        // For another person, whose data an erasure leaves as it is.
        ...(mayErase ? ['dynamodb:Scan'] : []),
        ...(mayUpdate ? ['dynamodb:UpdateItem'] : []),
      ],
      arns,
    ),
    ...(indexes.length > 0
      ? [allow(['dynamodb:Query', ...(mayErase ? ['dynamodb:Scan'] : [])], indexes)]
      : []),
    ...throughService(
      'dynamodb',
      tables.map(({ encryptionKey }) => encryptionKey),
      encryptAndDecrypt,
    ),
  ];
}

function ofBucket(
  { bucket, objects, encryptionKey }: Of<'s3'>,
  asked: Asked,
): readonly iam.PolicyStatement[] {
  const arn = `arn:${Aws.PARTITION}:s3:::${bucket}`;
  // What stands before the identifier of a person.
  const below = unique(
    objects.flatMap((each) => [
      each.prefix.split('{')[0] ?? '',
      ...(each.form === 'whole' && each.second ? [each.second.prefix.split('{')[0] ?? ''] : []),
    ]),
  ).map((prefix) => `${prefix}*`);
  const hasLines = objects.some(({ form }) => form === 'json-lines');
  const mayWrite = asked.has('rectify') || (asked.has('erase') && hasLines);
  // What was corrected is deleted in the version that has the old value.
  const mayDelete = asked.has('erase') || asked.has('rectify');
  return [
    allow(
      [
        's3:GetObject',
        's3:GetObjectVersion',
        ...(mayDelete ? deleting : []),
        ...(mayWrite ? writing : []),
        ...(asked.has('restrict') ? tagging : []),
      ],
      below.map((prefix) => `${arn}/${prefix}`),
    ),
    allow(['s3:ListBucket', 's3:ListBucketVersions'], [arn], {
      StringLike: { 's3:prefix': below },
    }),
    // No condition on the prefix applies to these (Service Authorization Reference, Amazon S3).
    allow(
      [
        ...(mayDelete ? ['s3:GetBucketObjectLockConfiguration', 's3:GetBucketVersioning'] : []),
        's3:GetEncryptionConfiguration',
        's3:ListBucketMultipartUploads',
      ],
      [arn],
    ),
    ...throughService(
      's3',
      [encryptionKey],
      ['kms:Decrypt', ...(mayWrite ? ['kms:GenerateDataKey'] : [])],
    ),
  ];
}

const deleting = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  // Without these two S3 does not say that Object Lock keeps a version (HeadObject).
  's3:GetObjectLegalHold',
  's3:GetObjectRetention',
];
/** With the tags that the object has. */
const writing = [
  's3:GetObjectTagging',
  's3:GetObjectVersionTagging',
  's3:PutObject',
  's3:PutObjectTagging',
];
const tagging = [
  's3:DeleteObjectTagging',
  's3:DeleteObjectVersionTagging',
  's3:GetObjectTagging',
  's3:GetObjectVersionTagging',
  's3:PutObjectTagging',
  's3:PutObjectVersionTagging',
];

const ofSecret = ({
  secret,
  encryptionKey,
}: Of<'postgresql'> | Of<'langgraph'>): readonly iam.PolicyStatement[] => [
  allow(['secretsmanager:GetSecretValue'], [secret]),
  ...throughService('secretsmanager', [encryptionKey], ['kms:Decrypt']),
];

/** The service uses the operator's key for the function; the function itself cannot. */
function throughService(
  service: string,
  keys: readonly (string | undefined)[],
  actions: readonly string[],
): readonly iam.PolicyStatement[] {
  const named = unique(keys.filter((key) => key !== undefined));
  if (named.length === 0) return [];
  return [
    allow(actions, named, {
      // A table or bucket may be in another Region than the deployment.
      StringLike: { 'kms:ViaService': `${service}.*.amazonaws.com` },
    }),
  ];
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];
