import { randomUUID } from 'node:crypto';
import { localAccount, localRegion } from '../template.ts';
import type { UserIdentity } from './identity.ts';

export interface Resource {
  readonly type: string;
  readonly ARN: string;
}

/** A call that would be one of AWS, before it is known whether it is recorded. */
export interface AuditedCall {
  readonly at: Date;
  readonly service: 'dynamodb' | 'kms' | 's3' | 'lambda';
  /** `GetItem`. */
  readonly action: string;
  readonly category: 'Data' | 'Management';
  readonly readOnly: boolean;
  readonly resources: readonly Resource[];
  /** Names, and values of keys; never other values. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Code of the error that the caller received. */
  readonly errorCode?: string | undefined;
}

/**
 * A record of CloudTrail (AWS CloudTrail User Guide, record contents). Messages of errors are left out:
 * the embedded database repeats values in them.
 */
export interface AuditRecord {
  readonly eventVersion: '1.11';
  readonly userIdentity: UserIdentity;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly requestParameters: Readonly<Record<string, unknown>>;
  readonly responseElements: null;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources: readonly (Resource & { readonly accountId: string })[];
  readonly eventType: 'AwsApiCall';
  readonly managementEvent: boolean;
  readonly recipientAccountId: string;
  readonly eventCategory: 'Data' | 'Management';
  /** Not a field of CloudTrail: what has it was recorded by the embedded runtime. */
  readonly simulated: true;
}

export const recordOf = (call: AuditedCall, userIdentity: UserIdentity): AuditRecord => ({
  eventVersion: '1.11',
  userIdentity,
  // CloudTrail has no fractions of a second.
  eventTime: call.at.toISOString().replace(/\.\d+Z$/, 'Z'),
  eventSource: `${call.service}.amazonaws.com`,
  eventName: call.action,
  awsRegion: localRegion,
  sourceIPAddress: '127.0.0.1',
  userAgent: 'custos-embedded-runtime',
  ...(call.errorCode !== undefined && { errorCode: call.errorCode }),
  requestParameters: call.parameters,
  responseElements: null,
  requestID: randomUUID(),
  eventID: randomUUID(),
  readOnly: call.readOnly,
  resources: call.resources.map((resource) => ({ accountId: localAccount, ...resource })),
  eventType: 'AwsApiCall',
  managementEvent: call.category === 'Management',
  recipientAccountId: localAccount,
  eventCategory: call.category,
  simulated: true,
});
