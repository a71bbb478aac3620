import { Aws } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Need } from '../../lambda/platform/environment.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

type ObjectsNeed = Extract<Need, { objects: unknown }>;
type ObjectAction = ObjectsNeed['objects'][number];

const onObjects: Record<ObjectAction, readonly string[]> = {
  put: ['s3:AbortMultipartUpload', 's3:PutObject'],
  link: ['s3:GetObject'],
  exists: ['s3:GetObject'],
  get: ['s3:GetObject'],
  delete: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
};

const onBucket: Partial<Record<ObjectAction, string>> = {
  // Without it S3 returns 403 for an absent object, as for a missing permission.
  exists: 's3:ListBucket',
  get: 's3:ListBucket',
  delete: 's3:ListBucketVersions',
};

const onKey: Partial<Record<ObjectAction, readonly string[]>> = {
  // Completing a multipart upload reads the parts under the same data key.
  put: ['kms:Decrypt', 'kms:GenerateDataKey'],
  link: ['kms:Decrypt'],
  exists: ['kms:Decrypt'],
  get: ['kms:Decrypt'],
};

export function bindObjects(
  actions: readonly ObjectAction[],
  bucket: s3.IBucket,
  keyArn: string,
  under: ObjectsNeed['under'] | 'exports' = 'exports',
): Binding {
  const distinct = (names: readonly (string | undefined)[]) => [
    ...new Set(names.filter((name) => name !== undefined)),
  ];
  const bucketActions = distinct(actions.map((action) => onBucket[action]));
  const keyActions = distinct(actions.flatMap((action) => onKey[action] ?? []));
  return {
    variables: { CUSTOS_OBJECTS_AT: bucket.bucketName },
    statements: [
      allow(distinct(actions.flatMap((action) => onObjects[action])), [
        bucket.arnForObjects(`${under}/*`),
      ]),
      ...(bucketActions.length > 0 ? [allow(bucketActions, [bucket.bucketArn])] : []),
      ...(keyActions.length > 0
        ? [
            allow(keyActions, [keyArn], {
              StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.amazonaws.com` },
            }),
          ]
        : []),
    ],
  };
}
