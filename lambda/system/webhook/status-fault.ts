import { EgressError } from '../../platform/webhook/egress-error.ts';
import type { EgressReason } from '../../platform/webhook/egress-error.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { SystemError } from '../model/faults.ts';

/** What a status means that is no answer (RFC 9110 section 15). */
export const faultOfStatus = (status: number): SystemFaultError =>
  new SystemFaultError(byStatus.get(status) ?? (status >= 500 ? 'unreachable' : 'invalid-answer'));

const byStatus: ReadonlyMap<number, SystemError> = new Map([
  [401, 'access-denied'],
  [403, 'access-denied'],
  [404, 'not-found'],
  [405, 'misconfigured'],
  [408, 'timed-out'],
  [409, 'changed-meanwhile'],
  [410, 'not-found'],
  [429, 'throttled'],
  // The receiver cannot do it: the policy has to say so in `cannot`.
  [501, 'misconfigured'],
  [504, 'timed-out'],
]);

const byReason: Readonly<Record<EgressReason, SystemError>> = {
  'not-https': 'misconfigured',
  'host-not-declared': 'misconfigured',
  'address-not-public': 'misconfigured',
  'certificate-invalid': 'misconfigured',
  redirected: 'misconfigured',
  'name-not-resolved': 'unreachable',
  unreachable: 'unreachable',
  'timed-out': 'timed-out',
  'response-too-large': 'invalid-answer',
  'response-encoded': 'invalid-answer',
};

/** @returns the same where it is no fault of the call */
export const faultOfEgress = (error: unknown): unknown =>
  error instanceof EgressError
    ? new SystemFaultError(byReason[error.reason], { cause: error })
    : error;
