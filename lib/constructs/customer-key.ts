import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { functionRoles } from './function-roles.ts';

/** Permissions of a service that encrypts and decrypts with a key on behalf of others. */
export const encryptAndDecrypt: readonly string[] = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

export interface CustomerKeyProps {
  readonly stage: Stage;
  /** What the key protects; shown in the console. Its alias is `custos/<deployment>/<name>`. */
  readonly name: string;
  readonly description: string;
  /** @default 'encryption' */
  readonly kind?: 'encryption' | 'hmac' | 'ed25519';
  /**
   * The only uses of the key, each by named functions of this stage. Administrators manage the key
   * but cannot use it.
   *
   * @default - any principal that an IAM policy of the account allows, as services that encrypt at
   * rest need
   */
  readonly onlyUses?: readonly PermittedKeyUse[];
}

export interface PermittedKeyUse {
  readonly action: string;
  /** Names of functions; an empty list permits none. */
  readonly functions: readonly string[];
}

const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:GetPublicKey',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];

const pendingDays = 30;

/** A customer managed KMS key: rotated where KMS can, deleted after 30 days at the earliest. */
export class CustomerKey extends Construct {
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, props: CustomerKeyProps) {
    super(scope, id);
    const { stage, kind = 'encryption' } = props;
    this.key = new kms.Key(this, 'Resource', {
      alias: `custos/${stage.deployment}/${props.name}`,
      description: props.description,
      ...specs[kind],
      pendingWindow: Duration.days(pendingDays),
      removalPolicy:
        stage.protections.retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      policy: props.onlyUses && functionsOnly(stage, props.onlyUses),
    });
    if (kind === 'ed25519') {
      const resource = this.key.node.defaultChild as kms.CfnKey;
      // The L2 enum of aws-cdk-lib 2.276 does not have this key spec.
      resource.keySpec = 'ECC_NIST_EDWARDS25519';
    }
    this.key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'NoHastyDeletion',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['kms:ScheduleKeyDeletion'],
        resources: ['*'],
        conditions: {
          NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(pendingDays) },
        },
      }),
    );
  }
}

const specs = {
  encryption: { enableKeyRotation: true, rotationPeriod: Duration.days(365) },
  hmac: { keySpec: kms.KeySpec.HMAC_256, keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC },
  ed25519: { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY },
};

// The account as principal leaves the decision to IAM policies; the condition then excludes all but
// the roles of the functions with that need, administrators included. A role as principal would
// have to exist before the key.
const functionsOnly = (stage: Stage, uses: readonly PermittedKeyUse[]): iam.PolicyDocument =>
  new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        sid: 'AdministerWithoutUse',
        principals: [new iam.AccountRootPrincipal()],
        actions: administration,
        resources: ['*'],
      }),
      ...uses
        .filter(({ functions }) => functions.length > 0)
        .map(
          ({ action, functions }) =>
            new iam.PolicyStatement({
              sid: `${action.replace('kms:', '')}ByFunctions`,
              principals: [new iam.AccountRootPrincipal()],
              actions: [action],
              resources: ['*'],
              conditions: {
                ArnLike: { 'aws:PrincipalArn': functionRoles(stage, functions) },
                StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID },
              },
            }),
        ),
    ],
  });
