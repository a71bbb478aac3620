import type { Environment } from 'aws-cdk-lib';
import type * as z from 'zod';
import type { issuer } from '../lambda/policy/sections.ts';
import type { ExistingKeys } from './constructs/key-set.ts';
import type { FunctionNetwork } from './constructs/privacy-function.ts';
import type { TlsAccess } from './constructs/tls.ts';
import type { FirewallMode, StageName } from './stages.ts';

/** An OpenID provider whose tokens are accepted: an entry of `issuers` in the policy. */
export type CustosIssuer = z.input<typeof issuer>;

export interface CustosDomain {
  /** Full name under which the API is reached: `privacy.example.com`. */
  readonly domainName: string;
  /** ARN of a certificate for that name, in AWS Certificate Manager of the Region of the stage. */
  readonly certificateArn: string;
  /**
   * Whether the name that API Gateway gives leads to the API as well. Close it once all callers use
   * yours.
   *
   * @default true
   */
  readonly keepDefaultEndpoint?: boolean;
  /** Zone that gets an alias record. @default - none: point the name to the output `DomainTarget` */
  readonly hostedZone?: CustosHostedZone;
}

export interface CustosHostedZone {
  /** Id of the zone in Route 53: `Z0123456789ABCDEFGHIJ`. */
  readonly hostedZoneId: string;
  /** Name of the zone, which ends the domain name: `example.com`. */
  readonly zoneName: string;
}

export const gatewayLoggings = ['own', 'existing'] as const;
export type GatewayLogging = (typeof gatewayLoggings)[number];

export interface CustosProps {
  /** Sizes, periods and protections: one of the entries of `stages`. */
  readonly stage: StageName;
  /**
   * Name of this deployment, at most 16 characters: several of one stage can live in an account and
   * Region. Everything that is deployed is called after it, so it never changes.
   *
   * @default - the name of the stage
   */
  readonly deployment?: string;
  /** Folder with `policy.yaml`, `jurisdictions.yaml` and `notices/`. @default 'policy' */
  readonly policyDirectory?: string;
  /**
   * Who may sign in here, in place of the policy's `issuers`: each stage has its own providers while
   * the policy, and its version, stay the same. At least one.
   *
   * @default - the `issuers` of the policy
   */
  readonly issuers?: readonly CustosIssuer[];
  /**
   * ARNs of KMS keys that you have, by their use. What their policies must allow is in
   * docs/decisions/compliance.md; we cannot write it there.
   *
   * @default - a key is made for each use
   */
  readonly existingKeys?: ExistingKeys;
  /**
   * ARNs of the roles under which CloudFormation works. They alone may change the settings of tables of
   * evidence, so a role that is not named here cannot deploy the next change. No `*`: whoever may make
   * roles could make one that fits.
   *
   * @default - the role of `cdk bootstrap`, with the qualifier that the app uses
   */
  readonly deployRoles?: readonly string[];
  /**
   * ARN of a managed policy that bounds every role, in place of ours. It must allow what functions need
   * and that API Gateway writes logs, or they fail when they are called.
   *
   * @default - a boundary of our own for functions: tables, keys and exports of the stage, nothing else
   */
  readonly permissionsBoundary?: string;
  /** Put on every resource that takes tags. Keys `aws:...` and `custos:...` are taken. @default {} */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default - the name that API Gateway gives */
  readonly domain?: CustosDomain;
  /**
   * E-mail address that hears every alarm; AWS asks it to confirm first.
   *
   * @default - no one: subscribe to the topic of the output `AlarmsTopicArn` yourself
   */
  readonly alarmAddress?: string;
  /**
   * VPC in which functions run. It needs ways to DynamoDB, KMS, S3, CloudWatch Logs, Lambda,
   * EventBridge and the issuers.
   *
   * @default - none: what a function reaches is bound by its role and by the policies of keys and tables
   */
  readonly vpc?: FunctionNetwork;
  /**
   * Name or ARN of the bucket of your log archive, in the Region of the stage. The bucket of exports
   * logs its accesses there, under `custos/<deployment>/exports/`. They hold the addresses of people who
   * fetch their data. Its policy must let `logging.s3.amazonaws.com` put objects.
   *
   * @default - accesses are not logged
   */
  readonly logArchiveBucket?: string;
  /**
   * What AWS's guessing rules do with what they match. Leave it for two weeks, look at what was
   * counted, then block.
   *
   * @default - as the stage says: 'count'
   */
  readonly firewall?: FirewallMode;
  /**
   * Concurrent executions set aside for functions, by their names (lib/functions.ts). They are taken from
   * the account's pool, of which Lambda keeps 100 unreserved.
   *
   * @default - none: all functions share the pool
   */
  readonly reservedConcurrency?: Readonly<Record<string, number>>;
  /**
   * Whether a host name other than that of the TLS handshake is refused: `strict` takes API Gateway up to
   * 15 minutes, in which calls may fail. An API that has been `basic` goes to `strict` in a deployment of
   * its own.
   *
   * @default 'strict'
   */
  readonly tlsAccess?: TlsAccess;
  /**
   * The role by which API Gateway writes logs is a setting of the account and Region, shared by all APIs:
   * `existing` leaves the one that is there.
   *
   * @default 'own'
   */
  readonly gatewayLogging?: GatewayLogging;
  /** Account and Region. @default - those of the credentials that deploy */
  readonly env?: Environment;
}
