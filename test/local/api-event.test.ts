import { expect, test } from 'vitest';
import { viewerHeader } from '../../lambda/platform/http/contract.ts';
import { proxyEvent } from '../../local/api-event.ts';

test('no caller names the address of a viewer: in an account the firewall sees to it', () => {
  const event = proxyEvent(
    {
      method: 'POST',
      target: '/v1/requests',
      rawHeaders: ['X-Custos-Viewer', '192.0.2.7', 'accept', 'application/json'],
      body: Buffer.from(''),
      requestId: 'request-1',
      receivedAt: new Date('2026-11-24T10:00:00Z'),
    },
    { resource: '/v1/requests', pathParameters: {} } as Parameters<typeof proxyEvent>[1],
    { stage: 'local', bodiesAsBytes: true },
  );

  expect(Object.keys(event.multiValueHeaders)).toEqual(['accept']);
  expect(Object.keys(event.headers).map((name) => name.toLowerCase())).not.toContain(viewerHeader);
});
