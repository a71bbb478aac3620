import type { WebSettings } from './web-settings.ts';

/** What the pages may create HTML or script addresses with: nothing but the empty string of React. */
const trustedTypes = "require-trusted-types-for 'script'; trusted-types 'none'";

/**
 * Security headers of every page and file. Nothing is loaded from elsewhere; the API is on the same
 * origin, and people sign in with a provider on another.
 *
 * @param reportTo address that takes reports of what the policy stopped
 */
export function webHeaders(
  { signIn }: Pick<WebSettings, 'signIn'>,
  reportTo?: string,
): Readonly<Record<string, string>> {
  const providers = [
    ...new Set(
      [signIn.subject, signIn.staff].flatMap((one) =>
        one === undefined ? [] : [new URL(one.authority).origin],
      ),
    ),
  ];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self'",
    ["connect-src 'self'", ...providers].join(' '),
    // Silent renewal.
    ["frame-src 'self'", ...providers].join(' '),
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    trustedTypes,
    ...(reportTo === undefined ? [] : ['report-to csp']),
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    ...(reportTo !== undefined && { 'reporting-endpoints': `csp="${reportTo}"` }),
    'x-content-type-options': 'nosniff',
  };
}
