import { toEpochSeconds } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { StaffCaller, SubjectCaller } from './handlers.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

/** How far the issuer's clock may be ahead. */
const skewSeconds = 60;

/**
 * The challenge of RFC 9470, unless the caller signed in at most `maximumAgeSeconds` ago. A token
 * without `auth_time` counts as too old.
 */
export function recentAuthentication(
  caller: SubjectCaller | StaffCaller,
  maximumAgeSeconds: number,
  now: EpochMilliseconds,
): Problem | undefined {
  const age =
    caller.authenticatedAt === undefined ? Infinity : toEpochSeconds(now) - caller.authenticatedAt;
  if (age <= maximumAgeSeconds && age >= -skewSeconds) return undefined;
  return problem('recent-authentication-required', {
    detail: 'Sign in again, then repeat the request with the new access token.',
    extensions: { maxAge: maximumAgeSeconds },
    headers: {
      'www-authenticate':
        'Bearer error="insufficient_user_authentication", ' +
        'error_description="A more recent authentication is required", ' +
        `max_age="${maximumAgeSeconds}"`,
    },
  });
}
