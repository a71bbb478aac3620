import type { IdentifierType } from './vocabulary.ts';
import type { PolicyDocument } from './schema.ts';

/** In `issuer` of a system or recipient: it has ids that services name without an issuer. */
export const withoutIssuer = 'none';

/** An issuer that is the URL of an OpenID provider: the user id is the `sub` of its tokens. */
export const isProvider = (issuer: string | undefined): issuer is string =>
  issuer !== undefined && /^https?:\/\//i.test(issuer);

/** Issuers at which people sign in. */
export const subjectIssuersOf = (
  issuers: readonly Pick<PolicyDocument['issuers'][number], 'issuer' | 'caller'>[],
): readonly string[] => [
  ...new Set(issuers.flatMap(({ issuer, caller }) => (caller === 'subject' ? [issuer] : []))),
];

/**
 * Issuers of the ids of one type that a system has; `undefined` among them is an id that a service names
 * without an issuer. An id is unique only together with its issuer (OpenID Connect Core 2, `sub`): under
 * that of another issuer it can be the id of another person.
 *
 * @param declared `issuer` in the policy
 * @param signIns issuers at which people sign in
 * @returns undefined where it is not known whose ids they are: then none may be used
 */
export function issuersOfIds(
  type: IdentifierType,
  declared: string | undefined,
  signIns: readonly string[],
): readonly (string | undefined)[] | undefined {
  switch (type) {
    case 'email':
    case 'phone':
      return [undefined];
    case 'device-id':
      return declared === undefined || declared === withoutIssuer || isProvider(declared)
        ? [undefined]
        : [declared];
    case 'user-id': {
      if (declared === withoutIssuer) return [undefined];
      if (declared === undefined) return signIns.length > 1 ? undefined : [undefined, ...signIns];
      if (!isProvider(declared)) return [declared];
      const accounts = signIns.includes(declared) ? declared : standIn(signIns);
      return accounts === undefined ? undefined : [accounts];
    }
  }
}

/** The embedded runtime signs all people in by itself, on this machine, in the place of every issuer. */
function standIn(signIns: readonly string[]): string | undefined {
  const [only, ...others] = signIns;
  if (only === undefined || others.length > 0 || !URL.canParse(only)) return undefined;
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(only).hostname) ? only : undefined;
}
