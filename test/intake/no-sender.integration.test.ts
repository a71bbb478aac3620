import { afterAll, beforeAll, expect, test } from 'vitest';
import { intakeHandlers } from '../../lambda/intake/api.ts';
import { intakeApi } from '../../lambda/intake/needs.ts';
import { intakeRoutes } from '../../lambda/intake/routes.ts';
import { intakeLimits, pendingRequests } from '../../lambda/intake/table.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { call } from '../support/call.ts';
import { asking, newAddress } from './intake-fixture.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

test('a mail provider that is not set: no request waits for a code that never comes', async () => {
  const platform = { ...fixture, facts: intakeApi, environment: {} as never };
  const app = createApp(platform, intakeRoutes, intakeHandlers(platform, false));

  const { status, body } = await call(app, {
    ...{ method: 'POST', path: '/v1/requests', from: '192.0.2.7', body: asking(newAddress()) },
  });

  expect(status).toBe(503);
  expect(body).toMatchObject({
    type: 'urn:custos:problem:temporarily-unavailable',
    detail: expect.stringContaining('sends no mail') as string,
  });
  expect(await fixture.rows(pendingRequests)).toEqual([]);
  expect(await fixture.rows(intakeLimits)).toEqual([]);
});
