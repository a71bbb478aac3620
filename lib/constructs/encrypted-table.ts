import { RemovalPolicy, Tags } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { TableFacts } from '../facts.ts';
import type { Stage } from '../stages.ts';
import { appendOnlyPolicy } from './append-only-policy.ts';
import { deployRolesOf } from './deploy-role.ts';

export interface EncryptedTableProps {
  readonly facts: TableFacts;
  readonly stage: Stage;
  readonly encryptionKey: kms.IKey;
  /** Names of the functions that add rows to an append-only table. @default - none */
  readonly appenders?: readonly string[];
  /**
   * ARNs of the roles with which CloudFormation deploys: only these may change an append-only
   * table.
   *
   * @default - that of `cdk bootstrap`
   */
  readonly deployRoles?: readonly string[];
}

/**
 * The table that `facts` describe, under a customer managed key, with point-in-time recovery for
 * the days in the facts. Neither can be switched off; a protection that the stage switches off has
 * its reason in the template.
 */
export class EncryptedTable extends Construct {
  readonly facts: TableFacts;
  readonly table: dynamodb.Table;
  readonly encryptionKey: kms.IKey;

  constructor(scope: Construct, id: string, props: EncryptedTableProps) {
    super(scope, id);
    const { facts, stage, encryptionKey, appenders = [] } = props;
    const deployRoles = deployRolesOf(this, props.deployRoles);
    const { deletion, retention } = stage.protections;
    this.facts = facts;
    this.encryptionKey = encryptionKey;
    this.table = new dynamodb.Table(this, 'Resource', {
      ...keysOf(facts),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: facts.recoveryDays,
      },
      deletionProtection: deletion === 'on',
      removalPolicy: retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      timeToLiveAttribute: facts.timeToLive,
      ...(facts.streamed && { stream: streamViews[`${facts.streamed}`] }),
      ...(facts.appendOnly && {
        resourcePolicy: appendOnlyPolicy({ stage, appenders, deployRoles }),
      }),
    });
    for (const index of facts.indexes ?? []) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        ...keysOf(index),
        projectionType:
          index.projection === 'all'
            ? dynamodb.ProjectionType.ALL
            : dynamodb.ProjectionType.KEYS_ONLY,
      });
    }
    Tags.of(this.table).add('custos:table', facts.name);
    if (deletion !== 'on') {
      const resource = this.table.node.defaultChild as dynamodb.CfnTable;
      resource.addMetadata('custos:unprotected', deletion.off);
    }
  }

  get indexArns(): string[] {
    return (this.facts.indexes ?? []).map(({ name }) => `${this.table.tableArn}/index/${name}`);
  }
}

const streamViews = {
  true: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
  'keys-only': dynamodb.StreamViewType.KEYS_ONLY,
};

const text = (name: string) => ({ name, type: dynamodb.AttributeType.STRING });

const keysOf = (keys: { readonly partitionKey: string; readonly sortKey?: string }) => ({
  partitionKey: text(keys.partitionKey),
  ...(keys.sortKey !== undefined && { sortKey: text(keys.sortKey) }),
});
