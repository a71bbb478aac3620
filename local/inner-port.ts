import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isLoopbackName } from './hosts.ts';

/**
 * Loopback is no boundary: a page in a browser on this machine can reach it. So every port that is
 * not for API clients requires a secret of this start, in the header in which the AWS SDK sends a
 * session token. A page cannot send it: it does not know the secret, and its preflight, which never
 * has one, is rejected without CORS headers.
 */
export const secretHeader = 'x-amz-security-token';

export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Whether a request to an inner port comes from a part of this runtime. */
export function isOurs(rawHeaders: readonly string[], secret: string): boolean {
  const valuesOf = (name: string) =>
    rawHeaders.filter((_, index) => index % 2 === 1 && isCalled(rawHeaders[index - 1], name));
  const secrets = valuesOf(secretHeader);
  const hosts = valuesOf('host');
  return (
    secrets.length === 1 &&
    secrets.every((each) => isSame(each, secret)) &&
    hosts.length === 1 &&
    hosts.every(isLoopbackName) &&
    valuesOf('origin').length === 0
  );
}

const isCalled = (header: string | undefined, name: string): boolean =>
  header?.toLowerCase() === name;

/** Compares digests: the time it takes reveals neither content nor length. */
const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));

/** The response of AWS to an invalid token. */
export const refusal = {
  status: 403,
  type: 'UnrecognizedClientException',
  body: JSON.stringify({
    __type: 'com.amazon.coral.service#UnrecognizedClientException',
    message: 'This port is internal to the embedded runtime.',
  }),
} as const;
