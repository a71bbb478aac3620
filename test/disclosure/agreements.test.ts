import { describe, expect, test } from 'vitest';
import { agreementHandlers } from '../../lambda/disclosure/agreements/api.ts';
import { agreementRoutes } from '../../lambda/disclosure/agreements/routes.ts';
import { coverageOf } from '../../lambda/disclosure/model/agreement.ts';
import { agreementsOf } from '../../lambda/disclosure/model/agreement-list.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { CallPlatform } from '../../lambda/platform/http/handle-call.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { shipped } from '../decision/decision-fixture.ts';
import { call } from '../support/call.ts';
import { deskWith } from './disclosure-fixture.ts';

const staff = { kind: 'staff', issuer: 'https://issuer.example.com/', name: 'dpo' } as const;
/** A platform with a policy alone: there is nothing else to read. */
const appOf = (policy: Policy, at: string) => {
  const log = openLog({ function: 'test', stage: 'test' }, () => undefined);
  const platform = { policy, clock: () => milliseconds(Date.parse(at)), log } as CallPlatform;
  return createApp(platform, agreementRoutes, agreementHandlers({ policy }));
};
const request = { method: 'GET', path: '/v1/governance/agreements', caller: staff };
const read = (policy: Policy, accept = 'application/json', at = '2026-11-24T10:00:00Z') =>
  call(appOf(policy, at), { ...request, headers: { accept } });
const deskOf = (policy: Policy, today: string) =>
  agreementsOf(policy, today).find(({ recipient }) => recipient === 'support-desk')!;

describe('GET /v1/governance/agreements', () => {
  test('has every recipient with what its agreement covers and how its data travels', async () => {
    const { status, body } = await read(shipped);

    expect(status).toBe(200);
    expect(body).toMatchObject({ day: '2026-11-24', policyVersion: shipped.version });
    expect(body.items.map(({ recipient }: { recipient: string }) => recipient)).toEqual(
      Object.keys(shipped.recipients),
    );
    expect(body.items[1]).toMatchObject({
      recipient: 'model-provider',
      state: 'current',
      signedOn: '2026-02-01',
      expiresOn: '2029-01-31',
      daysLeft: 799,
      purposes: ['service-provision', 'inference'],
      subProcessors: [{ name: 'Example Compute LLC', country: 'US' }],
      transfer: {
        mechanism: 'standard-contractual-clauses',
        assessment: { state: 'current', validUntil: '2029-01-31' },
      },
      certificates: [{ name: 'ISO/IEC 27001:2022', state: 'current' }],
    });
  });

  test('as CSV, one line each', async () => {
    const { headers, text } = await read(shipped, 'text/csv');

    const [columns, ...lines] = text.trimEnd().split('\r\n');
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(columns).toMatch(/^recipient,name,role,country,state,/);
    expect(lines).toHaveLength(Object.keys(shipped.recipients).length);
    expect(lines[3]).toBe(
      'support-desk,Example Helpdesk Ltd,processor,IE,current,2026-01-15,,,support,account-profile; feedback,,none-needed,,,,',
    );
  });

  test('counts the day where the controller is', async () => {
    const { body } = await read(shipped, undefined, '2026-11-24T23:30:00Z');

    expect(body.day).toBe('2026-11-25');
  });

  test('is for staff with the scope of governance', async () => {
    const app = appOf(shipped, '2026-11-24T10:00:00Z');

    const { status } = await call(app, { ...request, scopes: 'custos/requests' });

    expect(status).toBe(403);
  });
});

test('an agreement begins, is about to end 60 days before its last day, and is over after it', () => {
  const policy = deskWith({}, { signedOn: '2026-02-01', expiresOn: '2026-12-31' });
  const at = (today: string) => {
    const { state, daysLeft } = deskOf(policy, today);
    const asked = { recipient: 'support-desk', purpose: 'support', category: 'feedback' };
    return [state, daysLeft, coverageOf(policy, asked, today).kind];
  };

  expect(at('2026-01-31')).toEqual(['not-begun', 334, 'not-covered']);
  expect(at('2026-02-01')).toEqual(['current', 333, 'covered']);
  expect(at('2026-11-01')).toEqual(['ending', 60, 'covered']);
  expect(at('2026-10-31')).toEqual(['current', 61, 'covered']);
  expect(at('2026-12-31')).toEqual(['ending', 0, 'covered']);
  expect(at('2027-01-01')).toEqual(['expired', -1, 'not-covered']);
});

test('what it names limits what it covers', () => {
  const { purposes, categories, daysLeft, state } = deskOf(
    deskWith({}, { categories: ['feedback'] }),
    '2026-11-24',
  );

  expect({ purposes, categories }).toEqual({ purposes: ['support'], categories: ['feedback'] });
  expect([state, daysLeft]).toEqual(['current', undefined]);
});
