import { defineRoutes } from '../platform/http/contract.ts';
import { strangerRequest, taken } from './contract.ts';

const requestId = '0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60';

export const intakeRoutes = defineRoutes({
  takeRequest: {
    method: 'POST',
    path: '/v1/requests',
    access: { kind: 'public' },
    summary: 'Exercise a right without an account; a code goes to the address',
    body: strangerRequest,
    personal: true,
    responses: {
      202: {
        description: 'The same whether anything is held of the address or not; keep the token',
        body: taken,
        example: {
          requestId,
          followUpToken: `cft_${requestId}.c29tZS1yYW5kb20tYnl0ZXMtb2YtdGhlLXRva2VuLi4`,
        },
      },
    },
    example: {
      body: {
        kind: 'access',
        subject: { type: 'email', value: 'ada@example.org' },
        locale: 'en',
      },
      otherBodies: {
        agent: {
          kind: 'erasure',
          subject: { type: 'email', value: 'ada@example.org' },
          agent: { name: 'Grace Example', contact: 'grace@example.org', mandate: 'signed' },
        },
      },
    },
  },
});
