import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';

const signerKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
});

export const statusRoutes = defineRoutes({
  getHealth: {
    method: 'GET',
    path: '/v1/health',
    access: { kind: 'public' },
    summary: 'Whether the API answers, and under which policy',
    personal: false,
    responses: {
      200: {
        description: 'The API answers. Says nothing about what stands behind it.',
        body: z.strictObject({
          status: z.literal('ok'),
          policyVersion: z.string(),
          stage: z.string(),
        }),
      },
    },
  },
  getSigningKeys: {
    method: 'GET',
    path: '/v1/jwks.json',
    access: { kind: 'public' },
    summary: 'Public keys of receipts, certificates and checkpoints (RFC 7517)',
    personal: false,
    responses: {
      200: { description: 'A JWK set.', body: z.strictObject({ keys: z.array(signerKey) }) },
    },
  },
});
