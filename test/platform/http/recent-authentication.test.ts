import { describe, expect, test } from 'vitest';
import { recentAuthentication } from '../../../lambda/platform/http/recent-authentication.ts';
import { milliseconds, seconds } from '../../../lambda/value/time.ts';
import { ada } from './things.ts';

const now = milliseconds(Date.UTC(2026, 10, 24));
const signedIn = (secondsAgo: number) => ({
  ...ada,
  authenticatedAt: seconds(now / 1000 - secondsAgo),
});

describe('recent authentication', () => {
  test.each([0, 1, 300, -5])('suffices %d seconds ago when 300 are allowed', (ago) => {
    expect(recentAuthentication(signedIn(ago), 300, now)).toBeUndefined();
  });

  test.each([301, 86_400, -61])('does not suffice %d seconds ago', (ago) => {
    expect(recentAuthentication(signedIn(ago), 300, now)).toMatchObject({
      slug: 'recent-authentication-required',
    });
  });

  test('is not presumed without auth_time', () => {
    expect(recentAuthentication(ada, 300, now)).toMatchObject({
      slug: 'recent-authentication-required',
    });
  });

  test('is required with the challenge of RFC 9470', () => {
    const asked = recentAuthentication(ada, 300, now);

    expect(asked?.headers).toEqual({
      'www-authenticate':
        'Bearer error="insufficient_user_authentication", ' +
        'error_description="A more recent authentication is required", max_age="300"',
    });
  });
});
