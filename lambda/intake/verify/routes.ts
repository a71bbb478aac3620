import { defineRoutes } from '../../platform/http/contract.ts';
import { requestPath } from '../../request-view/inputs.ts';
import { confirmation, confirmed } from '../contract.ts';

const requestId = '0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60';

export const verifyRoutes = defineRoutes({
  verifyRequest: {
    method: 'POST',
    path: '/v1/requests/{requestId}/verify',
    access: { kind: 'public' },
    summary: 'Confirm a request with the code from the mail: three tries, ten minutes',
    pathParameters: requestPath,
    body: confirmation,
    personal: true,
    responses: {
      202: { description: 'Confirmed', body: confirmed, example: { requestId } },
    },
    example: { pathParameters: { requestId }, body: { code: '7K3QD-X9M2V' } },
  },
});
