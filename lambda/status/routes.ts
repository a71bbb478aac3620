import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { policyVersionField } from '../platform/http/fields.ts';

const signerKey = z
  .strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string(),
    kid: z.string(),
    alg: z.literal('EdDSA'),
    use: z.literal('sig'),
  })
  .meta({ id: 'SignerKey', description: 'A JWK of RFC 8037.' });

export const statusRoutes = defineRoutes({
  getHealth: {
    method: 'GET',
    path: '/v1/health',
    access: { kind: 'public' },
    summary: 'Whether the API responds, and under which policy',
    personal: false,
    responses: {
      200: {
        description: 'The API responds. Says nothing about the services behind it.',
        body: z.strictObject({
          status: z.literal('ok'),
          policyVersion: policyVersionField,
          stage: z.string(),
        }),
        example: { status: 'ok', policyVersion: `sha256:${'0'.repeat(64)}`, stage: 'prod' },
      },
    },
  },
  getSigningKeys: {
    method: 'GET',
    path: '/v1/jwks.json',
    access: { kind: 'public' },
    summary: 'Public keys of receipts, certificates, checkpoints and webhooks (RFC 7517)',
    personal: false,
    responses: {
      200: {
        description: 'A JWK set. May be cached for five minutes.',
        body: z.strictObject({ keys: z.array(signerKey) }),
        example: {
          keys: [
            {
              kty: 'OKP',
              crv: 'Ed25519',
              x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
              kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
              alg: 'EdDSA',
              use: 'sig',
            },
          ],
        },
      },
    },
  },
  getContract: {
    method: 'GET',
    path: '/v1/openapi.json',
    access: { kind: 'public' },
    summary: 'This document: the contract of the API as OpenAPI 3.1',
    personal: false,
    responses: {
      200: {
        description: 'The document. May be cached for five minutes, then validated by its ETag.',
        body: z.looseObject({
          openapi: z.string(),
          info: z.looseObject({ title: z.string(), version: z.string() }),
          paths: z.record(z.string(), z.unknown()),
        }),
        example: { openapi: '3.1.1', info: { title: 'Custos', version: '1.0.0' }, paths: {} },
        headers: { etag: 'Changes with the document.' },
      },
      304: { description: 'Unchanged since the ETag of `If-None-Match`.' },
    },
  },
});
