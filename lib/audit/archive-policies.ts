import { bucketStatements, keyStatements } from './file-statements.ts';
import type { Statement } from './file-statements.ts';
import { trailArns, trailNames } from './trail-names.ts';
import type { StackPlace } from './trail-names.ts';

export interface ArchiveQuestion extends StackPlace {
  readonly deployment: string;
  /** Name of the bucket in the archive account. */
  readonly bucket: string;
  /** Account of the archive, which administers the key. */
  readonly archiveAccount: string;
  /** Whether a trail of the organization records management events. */
  readonly isOrganization: boolean;
  /** Id of the organization, where its trail writes into the bucket too. */
  readonly organizationId?: string;
}

interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * The policies that a log archive needs on its bucket and key, so that the trails of a deployment write
 * there and its account verifies and queries them. No principal of that account may change a file.
 */
export function archivePolicies(question: ArchiveQuestion): {
  readonly bucket: PolicyDocument;
  readonly key: PolicyDocument;
} {
  const { partition, region, account, bucket, archiveAccount, isOrganization } = question;
  const folders = [
    account,
    ...(question.organizationId === undefined ? [] : [`${question.organizationId}/${account}`]),
  ];
  const names = trailNames(question, question);
  const trails = trailArns(
    isOrganization ? [names.data] : [names.management, names.data],
    question,
  );
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const root = (id: string) => ({ AWS: `arn:${partition}:iam::${id}:root` });
  return {
    bucket: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OnlyEncryptedConnections',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [bucketArn, `${bucketArn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        ...bucketStatements(bucketArn, { account, trails }),
        {
          Sid: 'AuditorsList',
          Effect: 'Allow',
          Principal: root(account),
          Action: ['s3:GetBucketLocation', 's3:ListBucket'],
          Resource: bucketArn,
        },
        {
          Sid: 'AuditorsRead',
          Effect: 'Allow',
          Principal: root(account),
          Action: 's3:GetObject',
          Resource: folders.map((folder) => `${bucketArn}/AWSLogs/${folder}/*`),
        },
      ],
    },
    key: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ArchiveAdministers',
          Effect: 'Allow',
          Principal: root(archiveAccount),
          Action: 'kms:*',
          Resource: '*',
        },
        ...keyStatements({ partition, account, trails }),
        {
          Sid: 'AuditorsDecrypt',
          Effect: 'Allow',
          Principal: root(account),
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: {
            StringEquals: {
              'kms:ViaService': ['s3', 'athena'].map((name) => `${name}.${region}.amazonaws.com`),
            },
          },
        },
      ],
    },
  };
}
