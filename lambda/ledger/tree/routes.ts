import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';

const headers = { 'content-length': 'Bytes of this response.' } as const;

/** Almost any text: a tile of another form is an unknown one. */
const segment = (description: string) =>
  z
    .string()
    .regex(/^[\x21-\x7e]+$/)
    .describe(description);
const level = segment('0 for the hashes of entries, 1 and above for those of full tiles below.');

/** A response of a tile, whatever number of segments its path has. */
const tile = {
  method: 'GET',
  access: { kind: 'public' },
  personal: false,
  streams: true,
  responses: {
    200: {
      description: 'Hashes of 32 bytes, one after the other. Never changes.',
      bytes: ['application/octet-stream'],
      headers,
    },
  },
} as const;

export const treeRoutes = defineRoutes({
  getLedgerCheckpoint: {
    method: 'GET',
    path: '/v1/ledger/checkpoint',
    access: { kind: 'public' },
    summary: 'Size and root of the ledger, signed (C2SP tlog-checkpoint)',
    personal: false,
    streams: true,
    responses: {
      200: {
        description:
          'A signed note. Its key is in `/v1/jwks.json`: the one whose id the signature line begins with.',
        bytes: ['text/plain; charset=utf-8'],
        headers,
      },
    },
    problems: ['not-found'],
  },
  getLedgerTile: {
    ...tile,
    path: '/v1/ledger/tile/{level}/{first}',
    summary: 'Hashes of one tile of the ledger (C2SP tlog-tiles): `0/067`',
    pathParameters: z.strictObject({
      level,
      first: segment('The number of the tile, in three digits.'),
    }),
    example: { pathParameters: { level: '0', first: '067' } },
  },
  getLedgerTileOfTwo: {
    ...tile,
    path: '/v1/ledger/tile/{level}/{first}/{second}',
    summary: 'The same in two segments: `0/067.p/8`, `0/x001/067`',
    pathParameters: z.strictObject({
      level,
      first: segment('`x` and the thousands of the number; or the number, and `.p`.'),
      second: segment('The rest of the number; or how many hashes of a tile that is not full.'),
    }),
    example: { pathParameters: { level: '0', first: '067.p', second: '8' } },
  },
  getLedgerTileOfThree: {
    ...tile,
    path: '/v1/ledger/tile/{level}/{first}/{second}/{third}',
    summary: 'The same in three segments: `0/x001/067.p/8`, `0/x001/x234/067`',
    pathParameters: z.strictObject({
      level,
      first: segment('`x` and three digits.'),
      second: segment('`x` and three digits; or three digits, and `.p`.'),
      third: segment('Three digits; or how many hashes of a tile that is not full.'),
    }),
    example: { pathParameters: { level: '0', first: 'x001', second: '067.p', third: '8' } },
  },
});
