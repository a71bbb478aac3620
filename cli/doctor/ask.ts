import { unknown } from './outcome.ts';
import type { Outcome } from './outcome.ts';

/** Why AWS did not answer a question. */
export type Silence =
  | { readonly kind: 'forbidden'; readonly actions: readonly string[] }
  | { readonly kind: 'no-credentials'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'refused'; readonly name: string; readonly message: string };

export type Answer<Value> = { readonly kind: 'answered'; readonly value: Value } | Silence;

/**
 * Asks AWS one thing; never throws for what AWS or the network does.
 *
 * @param needed the IAM actions that the question needs, reported when one is missing
 */
export async function ask<Value>(
  needed: string | readonly string[],
  send: () => Promise<Value>,
): Promise<Answer<Value>> {
  try {
    return { kind: 'answered', value: await send() };
  } catch (error) {
    return silenceOf([needed].flat(), error);
  }
}

/** Error codes of AWS that stand for a missing permission, across its protocols. */
const forbidden = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'NotAuthorized',
  'UnauthorizedOperation',
]);
const badCredentials = new Set([
  'CredentialsProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'TokenProviderError',
  'UnrecognizedClientException',
]);

/** What an error of the SDK says of why AWS did not answer. */
export function silenceOf(actions: readonly string[], error: unknown): Silence {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (forbidden.has(name)) return { kind: 'forbidden', actions };
  if (badCredentials.has(name)) return { kind: 'no-credentials', reason: name };
  // What the service says carries metadata of its answer; what the network does carries none.
  const status = statusOf(error);
  if (status === undefined) return { kind: 'unreachable', reason: codeOf(error) ?? name };
  return { kind: 'refused', name, message };
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? Number(metadata.httpStatusCode)
    : undefined;
}

const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

/** The outcome for a question that was not answered. */
export function unanswered(subject: string, silence: Silence): Outcome {
  const what = `${subject}: not known.`;
  switch (silence.kind) {
    case 'forbidden':
      return unknown(
        `${subject}: the credentials may not ask.`,
        `Allow ${silence.actions.join(', ')} to these credentials, and run it again.`,
      );
    case 'no-credentials':
      return unknown(
        `${subject}: the credentials are missing or not valid (${silence.reason}).`,
        'Sign in again (aws sso login), or set AWS_PROFILE or --profile.',
      );
    case 'unreachable':
      return unknown(
        `${subject}: AWS cannot be reached (${silence.reason}).`,
        'Check the network, the proxy and that the Region has the service.',
      );
    case 'refused':
      return unknown(what, `AWS answered ${silence.name}: ${silence.message}`);
  }
}
