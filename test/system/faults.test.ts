import { expect, test } from 'vitest';
import { SystemFaultError, systemErrorOf } from '../../lambda/system/model/faults.ts';
import type { SystemError } from '../../lambda/system/model/faults.ts';

const named = (name: string) => Object.assign(new Error('ada@example.com'), { name });
const coded = (code: string) => Object.assign(new Error('ada@example.com'), { code });

test.each<[string, Error, SystemError]>([
  ['a fault of a connector', new SystemFaultError('locked'), 'locked'],
  ['a role without the right', named('AccessDeniedException'), 'access-denied'],
  ['a bucket policy', named('AccessDenied'), 'access-denied'],
  ['a key that is disabled for the role', named('KMSAccessDeniedException'), 'access-denied'],
  ['credentials that ended', named('ExpiredTokenException'), 'access-denied'],
  ['a table that is not there', named('ResourceNotFoundException'), 'not-found'],
  ['a bucket that is not there', named('NoSuchBucket'), 'not-found'],
  ['a small table', named('ProvisionedThroughputExceededException'), 'throttled'],
  ['a busy service', named('ThrottlingException'), 'throttled'],
  ['a busy bucket', named('SlowDown'), 'throttled'],
  ['a service that is slow', named('TimeoutError'), 'timed-out'],
  ['a connection that is slow', coded('ETIMEDOUT'), 'timed-out'],
  ['an object that changed', named('PreconditionFailed'), 'changed-meanwhile'],
  ['an item in a transaction', named('TransactionConflictException'), 'changed-meanwhile'],
  ['nobody who listens', coded('ECONNREFUSED'), 'unreachable'],
  ['no such host', coded('ENOTFOUND'), 'unreachable'],
  ['a service that fails', named('InternalServerError'), 'unreachable'],
  ['a call that the service does not take', named('ValidationException'), 'misconfigured'],
  ['the cause of another error', new Error('x', { cause: coded('EPIPE') }), 'unreachable'],
  ['a defect', new TypeError('x is undefined'), 'internal'],
])('%s is named', (_what, error, code) => {
  expect(systemErrorOf(error)).toBe(code);
});

test('what is no error is an internal fault', () => {
  expect(systemErrorOf('ada@example.com')).toBe('internal');
  expect(systemErrorOf(undefined)).toBe('internal');
});
