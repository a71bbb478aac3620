import { Token } from 'aws-cdk-lib';
import * as z from 'zod';
import { issuerFindings } from './policy/establishment-rules.ts';
import { issuer } from '../lambda/policy/issuer-section.ts';
import { tlsAccesses } from './constructs/tls.ts';
import {
  accountServices,
  gatewayLoggings,
  malwareScanners,
  managementTrails,
  serviceModes,
} from './custos-props.ts';
import type { ArchiveBucket, CustosIssuer, CustosProps } from './custos-props.ts';
import { domainMistakes } from './check-domain.ts';
import { mailMistakes } from './check-mail.ts';
import { webMistakes } from './check-web.ts';
import { functions } from './functions.ts';
import { firewallModes, lockModes, stageNames } from './stages.ts';
import type { AuditRetention, Throttle } from './stages.ts';

/** The issuers as the authorizer reads them, with all defaults. */
export type Issuers = readonly z.output<typeof issuer>[];

/** @throws CustosPropsError that lists every invalid prop, with the remedy */
export function checkProps(props: CustosProps): void {
  const wrong = [
    ...issuerMistakes(props.issuers),
    ...deploymentMistakes(props),
    ...patternMistakes(props),
    ...tagMistakes(props.tags ?? {}),
    ...reservationMistakes(props.reservedConcurrency ?? {}),
    ...(props.throttle === undefined ? [] : throttleMistakes(props.throttle)),
    ...(props.domain === undefined
      ? []
      : domainMistakes('domain', props.domain, {
          region: props.env?.region,
          why: 'as the API is',
        })),
    ...webMistakes(props),
    ...oneOf('firewall', props.firewall, firewallModes),
    ...oneOf('tlsAccess', props.tlsAccess, tlsAccesses),
    ...oneOf('gatewayLogging', props.gatewayLogging, gatewayLoggings),
    ...oneOf('media.malwareScan', props.media?.malwareScan, malwareScanners),
    ...auditMistakes(props.audit, props.env?.region),
    ...(props.mail === undefined ? [] : mailMistakes(props.mail, props.env?.region)),
  ];
  if (wrong.length > 0) throw new CustosPropsError(wrong);
}

export const oneOf = (
  name: string,
  value: string | undefined,
  known: readonly string[],
): string[] =>
  value === undefined || known.includes(value) ? [] : [`${name}: use ${known.join(' or ')}`];

/** Props that `checkProps` has accepted. */
export const issuersOf = (issuers: readonly CustosIssuer[]): Issuers =>
  issuers.map((entry) => issuer.parse(entry));

// IAM role names: 64 characters, which include the function and the Region.
const deploymentName = /^[a-z]([a-z0-9-]{0,14}[a-z0-9])?$/;

function deploymentMistakes({ deployment, stage }: CustosProps): string[] {
  if (deployment === undefined || deployment === stage) return [];
  if (!deploymentName.test(deployment)) {
    return [
      'deployment: use at most 16 lower-case letters, digits and hyphens, beginning with a letter',
    ];
  }
  return stageNames.some((name) => name === deployment)
    ? [`deployment: ${deployment} is the name of another stage`]
    : [];
}

function auditMistakes(audit: CustosProps['audit'] = {}, region: string | undefined): string[] {
  if ('off' in audit) {
    return audit.off.trim().length < 20
      ? ['audit.off: say in a sentence why calls on data of people are not recorded']
      : [];
  }
  return [
    ...oneOf('audit.management', audit.management, managementTrails),
    ...accountServices.flatMap((name) => oneOf(`audit.${name}`, audit[name], serviceModes)),
    ...(audit.retention === undefined ? [] : auditRetentionMistakes(audit.retention)),
    ...(audit.archiveBucket === undefined ? [] : archiveMistakes(audit.archiveBucket, region)),
    ...(audit.archiveBucket?.organizationId !== undefined && audit.management !== 'organization'
      ? [
          'audit.archiveBucket.organizationId: set audit.management to organization, or management events are there twice',
        ]
      : []),
    ...(audit.archiveBucket !== undefined && audit.retention !== undefined
      ? ['audit.retention: leave it out, the archive decides how long its files stay']
      : []),
  ];
}

function archiveMistakes(
  { bucket, keyArn, organizationId }: ArchiveBucket,
  region: string | undefined,
): string[] {
  const key = /^arn:[^:]+:kms:([a-z0-9-]+):\d{12}:key\/[\w-]+$/.exec(keyArn);
  return [
    ...(bucketName.test(bucket)
      ? []
      : ['audit.archiveBucket.bucket: give the name or the ARN of a bucket, without a path']),
    ...(organizationId === undefined || /^o-[a-z0-9]{10,32}$/.test(organizationId)
      ? []
      : ['audit.archiveBucket.organizationId: give the id, such as o-a1b2c3d4e5']),
    ...(key === null
      ? [
          'audit.archiveBucket.keyArn: give the ARN of a KMS key, arn:aws:kms:<region>:<account>:key/<id>',
        ]
      : []),
    ...(key !== null && region !== undefined && !Token.isUnresolved(region) && key[1] !== region
      ? [`audit.archiveBucket.keyArn: the key and its bucket must be in ${region}, as the stage is`]
      : []),
  ];
}

function auditRetentionMistakes({ lock, retentionDays }: AuditRetention): string[] {
  const isDays = (days: number) => Number.isInteger(days) && days > 0;
  return [
    ...oneOf('audit.retention.lock.mode', lock.mode, lockModes),
    ...(isDays(lock.days)
      ? []
      : ['audit.retention.lock.days: give a whole number of days above 0']),
    // A file that ages before its lock ends would only become a version that no one sees.
    ...(isDays(retentionDays) && retentionDays > lock.days
      ? []
      : [
          'audit.retention.retentionDays: give a whole number of days, more than audit.retention.lock.days',
        ]),
  ];
}

const bucketName = /^(arn:[^:]+:s3:::)?[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function patternMistakes(props: CustosProps): string[] {
  const { alarmAddress, permissionsBoundary, logArchiveBucket, deployRoles } = props;
  const matches = (value: string | undefined, pattern: RegExp): boolean =>
    value === undefined || Token.isUnresolved(value) || pattern.test(value);
  return [
    // The value may be a person's address, so the message does not repeat it.
    ...(matches(alarmAddress, /^[^\s@]+@[^\s@]+\.[^\s@]+$/)
      ? []
      : ['alarmAddress: give one e-mail address, such as privacy-alarms@example.com']),
    ...(matches(permissionsBoundary, /^arn:[^:]+:iam::(\d{12}|aws):policy\/.+$/)
      ? []
      : [
          'permissionsBoundary: give the ARN of a managed policy, arn:aws:iam::<account>:policy/<name>',
        ]),
    ...(matches(logArchiveBucket, bucketName)
      ? []
      : ['logArchiveBucket: give the name or the ARN of a bucket, without a path']),
    ...(deployRoles ?? []).flatMap((role, index) =>
      matches(role, /^arn:[^:*]+:iam::\d{12}:role\/[^*?]+$/)
        ? []
        : [
            `deployRoles.${index}: give the ARN of a role without a wildcard, arn:aws:iam::<account>:role/<name>`,
          ],
    ),
  ];
}

function issuerMistakes(issuers: CustosProps['issuers']): string[] {
  if (issuers === undefined) return [];
  const parsed = z.array(issuer).min(1, 'name at least one, or leave it out').safeParse(issuers);
  const place = (path: readonly PropertyKey[]) => path.map(String).join('.');
  if (!parsed.success) {
    return parsed.error.issues.map(
      ({ path, message }) => `${place(['issuers', ...path])}: ${message}`,
    );
  }
  return issuerFindings({ issuers: parsed.data }).map(
    ({ path, message, remedy }) => `${place(path)}: ${message} ${remedy}`,
  );
}

// AWS Resource Groups: tag naming limits.
const tagText = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const tagMistakes = (tags: Readonly<Record<string, string>>): string[] =>
  Object.entries(tags).flatMap(([key, value]) => {
    if (/^(aws|custos):/i.test(key))
      return [`tags.${key}: this prefix is taken, choose another key`];
    const fits = key.length > 0 && key.length <= 128 && value.length <= 256;
    return Token.isUnresolved(value) || (fits && tagText.test(key) && tagText.test(value))
      ? []
      : [
          `tags.${key}: a key has 1 to 128 and a value up to 256 letters, digits, spaces and _.:/=+-@`,
        ];
  });

const reservationMistakes = (reserved: Readonly<Record<string, number>>): string[] =>
  Object.entries(reserved).flatMap(([name, executions]) => {
    if (!functions.some((facts) => facts.name === name)) {
      return [
        `reservedConcurrency.${name}: no function has this name, use ${functions.map((facts) => facts.name).join(', ')}`,
      ];
    }
    return Number.isInteger(executions) && executions > 0
      ? []
      : [`reservedConcurrency.${name}: give a whole number above 0; 0 would stop the function`];
  });

const throttleMistakes = ({ requestsPerSecond, burst }: Throttle): string[] =>
  Object.entries({ requestsPerSecond, burst }).flatMap(([name, calls]) =>
    Number.isInteger(calls) && calls > 0
      ? []
      : [`throttle.${name}: give a whole number above 0; 0 would reject every call`],
  );

/** Some props are invalid. The message lists them all, without their values. */
export class CustosPropsError extends Error {
  override readonly name = 'CustosPropsError';

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
  }
}
