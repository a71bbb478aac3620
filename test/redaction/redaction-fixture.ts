import { createApp } from '../../lambda/platform/http/app.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { textHandlers } from '../../lambda/redaction/api.ts';
import { textApi, textRestoreApi } from '../../lambda/redaction/needs.ts';
import { restoreHandlers } from '../../lambda/redaction/restoring/api.ts';
import { restoreRoutes, textRoutes } from '../../lambda/redaction/routes.ts';
import { boundTo } from '../record/record-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { openRequestFixture } from '../request/request-fixture.ts';
import type { CallResult } from '../support/call.ts';
import { call } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';

/** The two functions of texts beside the API of requests, on one embedded server. */
export interface RedactionFixture extends RequestFixture {
  readonly text: (
    operation: 'detect' | 'redact' | 'restore',
    body: unknown,
    policy?: Policy,
  ) => Promise<CallResult>;
}

const assistant = {
  kind: 'service',
  issuer: 'https://services.example.com',
  name: 'assistant',
} as const;

export async function openRedactionFixture(
  asked: Policy = examplePolicy,
): Promise<RedactionFixture> {
  const fixture = await openRequestFixture(asked);
  const { server, database } = fixture;
  return {
    ...fixture,
    text: (operation, body, policy = fixture.policy) => {
      const request = { method: 'POST', path: `/v1/text/${operation}`, caller: assistant, body };
      if (operation === 'restore') {
        const parts = { ...fixture, policy, database: boundTo(textRestoreApi, server, database) };
        return call(createApp(parts, restoreRoutes, restoreHandlers(parts)), request);
      }
      const parts = { ...fixture, policy, database: boundTo(textApi, server, database) };
      return call(createApp(parts, textRoutes, textHandlers(parts)), request);
    },
  };
}

export const subjectOf = ({ email }: Pick<Person, 'email'>) => ({ type: 'email', value: email });

export const pseudonymised = async (
  fixture: RedactionFixture,
  person: Pick<Person, 'email'>,
  text: string,
): Promise<string> => {
  const subject = subjectOf(person);
  const { status, body } = await fixture.text('redact', { text, subject, mode: 'pseudonymise' });
  if (status !== 200) throw new Error(`redact answered ${status}`);
  return body.text;
};

export const restored = (
  fixture: RedactionFixture,
  person: Pick<Person, 'email'>,
  text: string,
  purpose = 'inference',
): Promise<CallResult> => fixture.text('restore', { text, subject: subjectOf(person), purpose });
