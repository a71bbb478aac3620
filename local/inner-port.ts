import { createHmac, hash, randomBytes } from 'node:crypto';
import { isLoopbackName } from './hosts.ts';

/**
 * Loopback is no boundary: a page in a browser on this machine can reach it. So every port that is
 * not for API clients requires a secret of this start, in the header in which the AWS SDK sends a
 * session token. A page cannot send it: it does not know the secret, and its preflight, which never
 * has one, is rejected without CORS headers.
 */
export const secretHeader = 'x-amz-security-token';

/** A random secret of this start. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What calls an inner port: a function, the runtime itself, or an operator by hand. */
export type InnerCaller =
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'runtime' }
  | { readonly kind: 'operator' };

/** The secrets of one start, a different one for each caller, so that a secret says who calls. */
export class InnerSecrets {
  readonly #root = randomBytes(32);
  readonly #callers = new Map<string, InnerCaller>();

  of(caller: InnerCaller): string {
    const name = caller.kind === 'function' ? `function ${caller.name}` : caller.kind;
    const secret = createHmac('sha256', this.#root).update(name).digest('base64url');
    this.#callers.set(digestOf(secret), caller);
    return secret;
  }

  /** Who sent a request to an inner port; undefined for anything that is not of this runtime. */
  callerOf(rawHeaders: readonly string[]): InnerCaller | undefined {
    const valuesOf = (name: string) =>
      rawHeaders.filter((_, index) => index % 2 === 1 && isCalled(rawHeaders[index - 1], name));
    const [secret, ...otherSecrets] = valuesOf(secretHeader);
    const hosts = valuesOf('host');
    return secret !== undefined &&
      otherSecrets.length === 0 &&
      hosts.length === 1 &&
      hosts.every(isLoopbackName) &&
      valuesOf('origin').length === 0
      ? this.#callers.get(digestOf(secret))
      : undefined;
  }
}

const isCalled = (header: string | undefined, name: string): boolean =>
  header?.toLowerCase() === name;

/** Looked up by digest: the time it takes reveals neither content nor length of a secret. */
const digestOf = (secret: string): string => hash('sha256', secret, 'base64url');

/** The response of AWS to an invalid token. */
export const refusal = {
  status: 403,
  type: 'UnrecognizedClientException',
  body: JSON.stringify({
    __type: 'com.amazon.coral.service#UnrecognizedClientException',
    message: 'This port is internal to the embedded runtime.',
  }),
} as const;
