import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { FunctionFacts, KeyringAction } from '../../lambda/platform/environment.ts';
import { leaving } from '../leaving.ts';
import { stackNames } from '../names.ts';
import type { Stage } from '../stages.ts';
import { CustomerKey } from './customer-key.ts';
import type { CustomerKeyProps, PermittedKeyUse } from './customer-key.ts';
import { rulesOf } from './rule-names.ts';
import { alarmsStatement, deadLettersStatement, logGroupsStatement } from './key-statements.ts';

export type KeyName =
  | 'atRest'
  | 'operations'
  | 'subjectKeys'
  | 'hmacAlias'
  | 'hmacIdempotency'
  | 'hmacFollowUp'
  | 'receipts'
  | 'certificates'
  | 'checkpoints'
  | 'webhooks';

export interface KeySetProps {
  readonly stage: Stage;
  /** The functions whose needs decide which key each may use. */
  readonly functions: readonly FunctionFacts[];
  /**
   * ARNs of existing keys. Their key policies are the operator's: docs/decisions/compliance.md has
   * the statements that each needs.
   *
   * @default - a key is created for each name
   */
  readonly existingKeys?: ExistingKeys;
}

export type ExistingKeys = Readonly<Partial<Record<KeyName, string>>>;

/**
 * Every key of a stage. Each has one use, so that a permission for one allows nothing with another.
 */
export class KeySet extends Construct {
  /** Tables, exports, environment variables, checkpoints and dead-letter queues at rest. */
  readonly atRest: kms.IKey;
  /** Logs and alarms. */
  readonly operations: kms.IKey;
  /** Wraps the keys of subjects. */
  readonly subjectKeys: kms.IKey;
  /**
   * Turns identifiers into look-up keys: a principal that may use it can find out who is
   * registered.
   */
  readonly hmacAlias: kms.IKey;
  /** Turns Idempotency-Keys into row names. */
  readonly hmacIdempotency: kms.IKey;
  /** Creates and verifies follow-up tokens. */
  readonly hmacFollowUp: kms.IKey;
  readonly receipts: kms.IKey;
  readonly certificates: kms.IKey;
  readonly checkpoints: kms.IKey;
  readonly webhooks: kms.IKey;
  /** In the order above. */
  readonly all: readonly kms.IKey[];

  constructor(scope: Construct, id: string, props: KeySetProps) {
    super(scope, id);
    const { stage, functions } = props;
    const made: kms.IKey[] = [];
    const key = (name: KeyName, described: Omit<CustomerKeyProps, 'stage' | 'name'>): kms.IKey => {
      const arn = props.existingKeys?.[name];
      const constructName = name.charAt(0).toUpperCase() + name.slice(1);
      const madeOrNamed =
        arn === undefined
          ? new CustomerKey(this, constructName, { stage, name: kebab(name), ...described }).key
          : kms.Key.fromKeyArn(this, constructName, checkedArn(name, arn));
      made.push(madeOrNamed);
      return madeOrNamed;
    };
    const use = (action: string, need: KeyringAction): PermittedKeyUse => ({
      action,
      functions: holdersOf(need, functions),
    });
    this.atRest = key('atRest', {
      description: 'Custos: tables, exports, environments, checkpoints and dead letters at rest',
    });
    this.atRest.addToResourcePolicy(checkpointsStatement());
    this.operations = key('operations', { description: 'Custos: logs and alarms' });
    this.operations.addToResourcePolicy(logGroupsStatement());
    this.operations.addToResourcePolicy(alarmsStatement());
    const { media, service, systems, learning, watch } = stackNames(stage);
    this.operations.addToResourcePolicy(
      deadLettersStatement([media, systems, learning, service, watch].map(rulesOf)),
    );
    this.subjectKeys = key('subjectKeys', {
      description: 'Custos: wraps the key of each subject and erasure class',
      onlyUses: [use('kms:Decrypt', 'unwrap'), use('kms:GenerateDataKey', 'generate-data-key')],
    });
    const mac = (
      name: 'hmacAlias' | 'hmacIdempotency' | 'hmacFollowUp',
      need: KeyringAction,
      does: string,
    ) =>
      key(name, {
        description: `Custos: ${does}`,
        kind: 'hmac',
        onlyUses: [use('kms:GenerateMac', need)],
      });
    this.hmacAlias = mac('hmacAlias', 'hmac-alias', 'turns identifiers into look-up keys');
    this.hmacIdempotency = mac(
      'hmacIdempotency',
      'hmac-idempotency',
      'names calls by their idempotency key',
    );
    this.hmacFollowUp = mac('hmacFollowUp', 'hmac-follow-up', 'makes and checks follow-up tokens');
    const signing = (
      name: Extract<KeyName, 'receipts' | 'certificates' | 'checkpoints' | 'webhooks'>,
      signs: string,
    ) =>
      key(name, {
        description: `Custos: signs ${signs}`,
        kind: 'ed25519',
        onlyUses: [use('kms:Sign', `sign-${name}`)],
      });
    this.receipts = signing('receipts', 'consent receipts');
    this.certificates = signing('certificates', 'erasure certificates');
    this.checkpoints = signing('checkpoints', 'checkpoints of the ledger');
    this.webhooks = signing('webhooks', 'calls of webhooks');
    this.all = made;
  }
}

const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const holdersOf = (action: KeyringAction, functions: readonly FunctionFacts[]): string[] => [
  ...functions
    .filter(({ needs }) => needs.some((need) => 'keyring' in need && need.keyring.includes(action)))
    .map(({ name }) => name),
  ...(leaving.keys[action] ?? []),
];

function checkedArn(name: KeyName, arn: string): string {
  if (/^arn:[^:]+:kms:[^:]+:\d{12}:key\/[\w-]+$/.test(arn)) return arn;
  throw new ExistingKeyError(`existingKeys.${name}: give the ARN of a key, not of an alias`);
}

/** The ARN of a key that the operator names is invalid. */
export class ExistingKeyError extends Error {
  override readonly name = 'ExistingKeyError';
}

// Lambda itself encrypts checkpoints, without a role. The names of functions are generated when
// they are created, so the condition is on the account and the Region.
const checkpointsStatement = (): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'CheckpointsOfThisAccount',
    principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: {
        'aws:SourceArn': `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:*`,
      },
    },
  });
