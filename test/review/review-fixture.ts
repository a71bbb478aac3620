import { createApp } from '../../lambda/platform/http/app.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { reviewHandlers } from '../../lambda/review/api.ts';
import { reviewApi } from '../../lambda/review/needs.ts';
import { reviewRoutes } from '../../lambda/review/routes.ts';
import { boundTo } from '../record/record-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { openRequestFixture } from '../request/request-fixture.ts';
import { call } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import type { Call, CallResult } from '../support/call.ts';

/** The API of decisions beside that of requests, on one embedded server. */
export interface ReviewFixture extends RequestFixture {
  /** A call of the review API, under another policy if need be. */
  readonly review: (request: Call, policy?: Policy) => Promise<CallResult>;
}

export async function openReviewFixture(asked: Policy = examplePolicy): Promise<ReviewFixture> {
  const fixture = await openRequestFixture(asked);
  const { server, database } = fixture;
  return {
    ...fixture,
    review: (request, policy = fixture.policy) => {
      const parts = { ...fixture, policy, database: boundTo(reviewApi, server, database) };
      return call(createApp(parts, reviewRoutes, reviewHandlers(parts)), request);
    },
  };
}

export const service = {
  kind: 'service',
  issuer: 'https://services.example.com',
  name: 'scores',
} as const;

export const decisionAbout = ({ email }: Pick<Person, 'email'>, overrides: object = {}) => ({
  subject: { type: 'email', value: email },
  system: 'upload-limits',
  outcome: { value: 'Uploads are limited', favourable: false, score: 0.91 },
  mainFactors: ['300 uploads within one hour', 'Three reports of abuse'],
  logic: 'Counts uploads and reports of the last 24 hours.',
  at: '2026-11-24T10:00:00Z',
  ...overrides,
});

export const decide = (
  fixture: ReviewFixture,
  body: unknown,
  { key = crypto.randomUUID(), policy }: { readonly key?: string; readonly policy?: Policy } = {},
): Promise<CallResult> =>
  fixture.review(
    {
      ...{ method: 'POST', path: '/v1/automated-decisions', caller: service, body },
      headers: { 'idempotency-key': key },
    },
    policy,
  );

export const decisionsOf = (
  fixture: ReviewFixture,
  { caller }: Pick<Person, 'caller'>,
  query: Record<string, string> = {},
): Promise<CallResult> =>
  fixture.send({ method: 'GET', path: '/v1/me/automated-decisions', caller, query });
