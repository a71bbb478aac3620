import { Aws } from 'aws-cdk-lib';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { MediaAction } from '../../lambda/platform/environment.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

interface Grant {
  readonly prefix: 'uploads/' | 'media/';
  readonly objects: readonly string[];
  /** Names below the prefix, with all their versions. */
  readonly lists: boolean;
  readonly key: readonly string[];
}

const grants: Record<MediaAction, Grant> = {
  // S3 checks the permission of the signer when the form arrives.
  receive: {
    prefix: 'uploads/',
    objects: ['s3:PutObject'],
    lists: false,
    key: ['kms:GenerateDataKey'],
  },
  inspect: {
    prefix: 'uploads/',
    objects: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:GetObject', 's3:GetObjectTagging'],
    lists: true,
    key: ['kms:Decrypt'],
  },
  discard: {
    prefix: 'uploads/',
    objects: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    lists: true,
    key: [],
  },
  keep: {
    prefix: 'media/',
    objects: ['s3:AbortMultipartUpload', 's3:PutObject'],
    lists: false,
    // Completing a multipart upload reads the parts under the same data key.
    key: ['kms:Decrypt', 'kms:GenerateDataKey'],
  },
  // S3 returns 403 for both: by the list an absent file is known from one that may not be read.
  read: { prefix: 'media/', objects: ['s3:GetObject'], lists: true, key: ['kms:Decrypt'] },
  delete: {
    prefix: 'media/',
    objects: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
    lists: true,
    key: [],
  },
  list: { prefix: 'media/', objects: [], lists: true, key: [] },
};

export function bindMedia(
  actions: readonly MediaAction[],
  bucket: s3.IBucket,
  keyArn: string,
): Binding {
  const granted = actions.map((action) => grants[action]);
  const keyActions = [...new Set(granted.flatMap(({ key }) => key))];
  const below = (['uploads/', 'media/'] as const).flatMap((prefix) => {
    const its = granted.filter((grant) => grant.prefix === prefix);
    const objects = [...new Set(its.flatMap((grant) => grant.objects))];
    const lists = its.some((grant) => grant.lists);
    return [
      ...(objects.length > 0 ? [allow(objects, [bucket.arnForObjects(`${prefix}*`)])] : []),
      ...(lists
        ? [
            allow(['s3:ListBucketVersions'], [bucket.bucketArn], {
              StringLike: { 's3:prefix': `${prefix}*` },
            }),
          ]
        : []),
    ];
  });
  return {
    variables: { CUSTOS_MEDIA_AT: bucket.bucketName },
    statements: [
      ...below,
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
