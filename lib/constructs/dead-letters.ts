import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

const queue = (
  scope: Construct,
  id: string,
  { encryptionKey, enforceSSL }: { encryptionKey: kms.IKey; enforceSSL: boolean },
): sqs.Queue =>
  new sqs.Queue(scope, id, {
    encryption: sqs.QueueEncryption.KMS,
    encryptionMasterKey: encryptionKey,
    enforceSSL,
    retentionPeriod: Duration.days(14),
  });

/** A queue for what a service could not deliver; a test asks for an alarm on each. */
export const deadLetters = (scope: Construct, id: string, encryptionKey: kms.IKey): sqs.Queue =>
  queue(scope, id, { encryptionKey, enforceSSL: true });

/**
 * A queue that Lambda writes to with the role of a function, for what the function did not process.
 * Such queues share one policy, because a stack has few resources to spare: SQS keeps one policy of a
 * queue, so none of them can have another.
 */
export function functionDeadLetters(
  scope: Construct,
  id: string,
  encryptionKey: kms.IKey,
): sqs.Queue {
  const made = queue(scope, id, { encryptionKey, enforceSSL: false });
  const stack = Stack.of(scope);
  const existing = stack.node.tryFindChild(policyId);
  const policy =
    existing instanceof TransportPolicy ? existing : new TransportPolicy(stack, policyId);
  policy.cover(made);
  return made;
}

const policyId = 'FunctionQueues';

/** Denies every call without TLS. */
class TransportPolicy extends sqs.CfnQueuePolicy {
  readonly #denial = new iam.PolicyStatement({
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['sqs:*'],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });

  constructor(scope: Construct, id: string) {
    const document = new iam.PolicyDocument();
    super(scope, id, { queues: [], policyDocument: document });
    document.addStatements(this.#denial);
  }

  cover({ queueArn, queueUrl }: sqs.Queue): void {
    this.#denial.addResources(queueArn);
    this.queues.push(queueUrl);
  }
}
