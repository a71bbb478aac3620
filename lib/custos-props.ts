import type { Environment } from 'aws-cdk-lib';
import type * as z from 'zod';
import type { issuer } from '../lambda/policy/issuer-section.ts';
import type { ExistingKeys } from './constructs/key-set.ts';
import type { FunctionNetwork } from './constructs/privacy-function.ts';
import type { TlsAccess } from './constructs/tls.ts';
import type { CustosHostedZone, CustosWeb } from './custos-web.ts';
import type { AuditRetention, FirewallMode, StageName, Throttle } from './stages.ts';

/** An OpenID provider whose tokens are accepted: an entry of `issuers` in the policy. */
export type CustosIssuer = z.input<typeof issuer>;

export interface CustosDomain {
  /** Fully qualified domain name of the API: `privacy.example.com`. */
  readonly domainName: string;
  /** ARN of a certificate for that name, in AWS Certificate Manager of the Region of the stage. */
  readonly certificateArn: string;
  /**
   * Whether the default endpoint of API Gateway is open as well. Close it once all callers use the
   * domain name.
   *
   * @default true
   */
  readonly keepDefaultEndpoint?: boolean;
  /**
   * Hosted zone that gets an alias record.
   *
   * @default - none: point the name to the output `DomainTarget`
   */
  readonly hostedZone?: CustosHostedZone;
}

export const gatewayLoggings = ['own', 'existing'] as const;
export type GatewayLogging = (typeof gatewayLoggings)[number];

export const managementTrails = ['own', 'organization'] as const;

/** Services of AWS that watch an account, of which it has one in each Region. */
export const accountServices = [
  'guardDuty',
  'accessAnalyzer',
  'configRecorder',
  'securityHub',
] as const;
export type AccountService = (typeof accountServices)[number];

export const serviceModes = ['own', 'existing', 'off'] as const;
/** Who has the service: this deployment, another program or the organization, or no one. */
export type ServiceMode = (typeof serviceModes)[number];

/** Bucket of your log archive, in another account and the Region of the stage. */
export interface ArchiveBucket {
  /** Name or ARN. `custos audit policies` prints the policies that it and its key need. */
  readonly bucket: string;
  /** ARN of the KMS key under which the trails write there. */
  readonly keyArn: string;
  /**
   * Id of the organization whose trail writes its management events there too, under the same key, so that
   * queries find them: `o-a1b2c3d4e5`.
   *
   * @default - queries read what the trails of this deployment write
   */
  readonly organizationId?: string;
}

/** How calls of AWS principals are recorded. */
export interface CustosAudit {
  /**
   * Who records management events. `organization`: a trail of your organization does, and a second copy
   * would be charged.
   *
   * @default 'own'
   */
  readonly management?: (typeof managementTrails)[number];
  /**
   * How long files of the trails stay. A compliance lock cannot be shortened by anyone.
   *
   * @default - as the stage says: a compliance lock of a year in prod, a governance lock of a day in dev
   */
  readonly retention?: AuditRetention;
  /**
   * Amazon GuardDuty: `own` creates a detector, `existing` reports severe findings of the one that the
   * account has, `off` does neither.
   *
   * @default - 'existing' in prod, 'off' elsewhere
   */
  readonly guardDuty?: ServiceMode;
  /**
   * IAM Access Analyzer for access from outside the account: `own` creates an analyzer, `existing` reports
   * findings of the one that the account has.
   *
   * @default - 'existing' in prod, 'off' elsewhere
   */
  readonly accessAnalyzer?: ServiceMode;
  /**
   * AWS Config: `own` records the resource types that Custos uses, under a recorder of its own.
   *
   * @default - 'existing' in prod, 'off' elsewhere
   */
  readonly configRecorder?: ServiceMode;
  /**
   * AWS Security Hub: `own` enables it with the standard of AWS, whose controls mostly read what AWS Config
   * records.
   *
   * @default - 'existing' in prod, 'off' elsewhere
   */
  readonly securityHub?: ServiceMode;
  /**
   * Where the trails write, instead of into a bucket of their own: no principal of this account can then
   * delete a file. The archive decides how long files stay.
   *
   * @default - a bucket of the audit stack, under object lock
   */
  readonly archiveBucket?: ArchiveBucket;
}

/** Who writes to people: about their requests, and when data of theirs was breached. */
export interface CustosMail {
  /**
   * Domain whose mail the data stack sets up in SES, in the Region of the stage: `example.com`. Publish the
   * DNS records of the outputs `MailDkim1` to `MailDkim3`; until then nothing is sent.
   *
   * @default - none: give `identityArn`
   */
  readonly domain?: string;
  /**
   * ARN of an identity in SES that the account has, a domain or an address:
   * `arn:aws:ses:eu-central-1:111122223333:identity/example.com`. In the Region of the stage.
   *
   * @default - none: give `domain`
   */
  readonly identityArn?: string;
  /**
   * Address of the sender, which the identity covers: `privacy@example.com`.
   *
   * @default - with `domain`, `privacy@` and the domain
   */
  readonly from?: string;
  /**
   * Messages in a second; at most what SES grants the account, which other programs share.
   *
   * @default 10
   */
  readonly perSecond?: number;
}

export const malwareScanners = ['guardduty'] as const;
export type MalwareScanner = (typeof malwareScanners)[number];

/** Images, video and files of people. */
export interface CustosMedia {
  /**
   * What scans uploads for malware. Then a file is not kept before its scan has found nothing.
   *
   * @default - no scan: files are checked and cleaned, and none of them is run
   */
  readonly malwareScan?: MalwareScanner;
}

export interface CustosProps {
  /** Sizes, periods and protections: one of the entries of `stages`. */
  readonly stage: StageName;
  /**
   * Name of this deployment, at most 16 characters, so that an account and Region can have several of
   * one stage. It is part of all deployed names, so it never changes.
   *
   * @default - the name of the stage
   */
  readonly deployment?: string;
  /** Folder with `policy.yaml`, `jurisdictions.yaml` and `notices/`. @default 'policy' */
  readonly policyDirectory?: string;
  /**
   * Accepted issuers, at least one, instead of the policy's `issuers`: each stage can have its own
   * providers while the policy, and its version, stay the same.
   *
   * @default - the `issuers` of the policy
   */
  readonly issuers?: readonly CustosIssuer[];
  /**
   * ARNs of existing KMS keys, by their use. Their key policies must have the statements in
   * docs/decisions/compliance.md, which the stacks cannot add.
   *
   * @default - a key is created for each use
   */
  readonly existingKeys?: ExistingKeys;
  /**
   * ARNs of the roles with which CloudFormation deploys. Only they may change append-only tables, so a
   * role that is not listed cannot deploy the next change. No `*`: a principal that may create roles
   * could create one that matches.
   *
   * @default - the role of `cdk bootstrap`, with the qualifier that the app uses
   */
  readonly deployRoles?: readonly string[];
  /**
   * ARN of a permissions boundary for every role. It must allow what functions need, and that API
   * Gateway writes logs, or they fail when they are called.
   *
   * @default - Custos' own boundary for functions: tables, keys and exports of the stage, nothing else
   */
  readonly permissionsBoundary?: string;
  /** Tags of every resource that can have tags. Keys `aws:...` and `custos:...` are reserved. @default {} */
  readonly tags?: Readonly<Record<string, string>>;
  /** @default - the default endpoint of API Gateway */
  readonly domain?: CustosDomain;
  /**
   * E-mail address that receives every alarm; AWS asks it to confirm first.
   *
   * @default - none: subscribe to the topic of the output `AlarmsTopicArn`
   */
  readonly alarmAddress?: string;
  /**
   * VPC in which functions run. It needs routes to DynamoDB, KMS, S3, CloudWatch Logs, Lambda,
   * EventBridge, IAM and the issuers.
   *
   * @default - none: the roles of functions and the policies of keys and tables limit what they
   * reach
   */
  readonly vpc?: FunctionNetwork;
  /**
   * Name or ARN of the bucket of your log archive, in the Region of the stage. Accesses to the
   * bucket of exports are logged there, under `custos/<deployment>/exports/`, with the addresses of
   * the people who download their data. Its policy must let `logging.s3.amazonaws.com` put objects.
   *
   * @default - accesses are not logged
   */
  readonly logArchiveBucket?: string;
  /**
   * What the managed rules of AWS that are not precise do with a match. Leave it at `count` for two
   * weeks, review the counted requests, then block.
   *
   * @default - as the stage says: 'count'
   */
  readonly firewall?: FirewallMode;
  /**
   * Reserved concurrency of functions, by their names (lib/functions.ts). It is taken from the
   * account's pool, of which Lambda keeps 100 unreserved.
   *
   * @default - none: all functions share the pool
   */
  readonly reservedConcurrency?: Readonly<Record<string, number>>;
  /**
   * Calls of the API a second, and at one moment. The firewall's limit for one address of a program
   * follows from it. Methods that need no token keep the throttle of the stage. docs/scale.md says how
   * many calls people make.
   *
   * @default - as the stage says: for 'prod' 500 a second and 1,000 at one moment
   */
  readonly throttle?: Throttle;
  /**
   * Whether a host name other than that of the TLS handshake is rejected: `strict` takes API
   * Gateway up to 15 minutes, in which calls may fail. An API that is `basic` changes to `strict`
   * in a deployment of its own.
   *
   * @default 'strict'
   */
  readonly tlsAccess?: TlsAccess;
  /**
   * The role with which API Gateway writes logs is a setting of the account and Region, shared by
   * all APIs: `existing` does not change it.
   *
   * @default 'own'
   */
  readonly gatewayLogging?: GatewayLogging;
  /**
   * Trails of what AWS principals do with this deployment. Switched off, tampering is noticed only as far
   * as other trails of the account record it.
   *
   * @default - a trail of management events, one of calls on data, both under a lock
   */
  readonly audit?: CustosAudit | { readonly off: string };
  /**
   * The sender of mail to people.
   *
   * @default - none: notices to people can be prepared, not approved
   */
  readonly mail?: CustosMail;
  /**
   * Images, video and files of people.
   *
   * @default - uploads are not scanned for malware
   */
  readonly media?: CustosMedia;
  /**
   * The pages, with a name of their own and the API below it. Switched off, build your own on the API.
   *
   * @default - the pages, at a name of Amazon CloudFront
   */
  readonly web?: CustosWeb | { readonly off: string };
  /** Account and Region. @default - those of the credentials that deploy */
  readonly env?: Environment;
}
