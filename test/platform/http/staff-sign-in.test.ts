import { describe, expect, test } from 'vitest';
import { asksForRecentSignIn, staffAccess } from '../../../lambda/platform/http/contract.ts';
import type { StaffCaller } from '../../../lambda/platform/http/handlers.ts';
import { seconds } from '../../../lambda/value/time.ts';
import { routesOf } from '../../../lib/facts.ts';
import { functions } from '../../../lib/functions.ts';
import { ask, openThings } from './things.ts';
import { examplePolicy } from '../../support/example-policy.ts';

const writing = routesOf(functions).filter(
  ({ access, method }) => staffAccess(access) !== undefined && method !== 'GET',
);

test('there are staff routes that write', () => {
  expect(writing.length).toBeGreaterThan(9);
});

test.each(writing.map((route) => [route.id, route] as const))(
  '%s requires a recent sign-in of staff',
  (_id, { access }) => {
    expect(asksForRecentSignIn(access)).toBe(true);
  },
);

describe('a staff act that affects a person', () => {
  const things = openThings({
    policy: {
      ...examplePolicy,
      staff: { recentAuthentication: 'PT10M', secondApprover: { consentImport: false } },
    },
  });
  const decide = (signedInSecondsAgo?: number) => {
    const caller: StaffCaller = {
      kind: 'staff',
      issuer: 'https://staff.example.com',
      name: 'dpo',
      ...(signedInSecondsAgo !== undefined && {
        authenticatedAt: seconds(things.now / 1000 - signedInSecondsAgo),
      }),
    };
    return ask(things, { method: 'POST', path: '/v1/things/x/approve', caller });
  };

  test.each([0, 599, 600])('is allowed %i seconds after the sign-in', async (ago) => {
    expect((await decide(ago)).status).toBe(200);
  });

  test.each([601, 86_400, undefined])(
    'is rejected before the handler %s seconds after the sign-in',
    async (ago) => {
      const before = things.requests.length;

      const refused = await decide(ago);

      expect(refused.status).toBe(401);
      expect(refused.document).toMatchObject({
        type: 'urn:custos:problem:recent-authentication-required',
        maxAge: 600,
      });
      expect(refused.headers['www-authenticate']).toContain('max_age="600"');
      expect(things.requests).toHaveLength(before);
    },
  );
});
