import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { mediaTypes } from '../../value/media-types.ts';
import { largestPartBytes, largestWholeBytes } from './limits.ts';

const megabytes = (bytes: number): string => `${bytes / 1_000_000} MB`;

const headers = {
  'accept-ranges': '`bytes`.',
  'content-disposition': '`inline`, with a name that says nothing: the id of the record.',
  'content-length': 'Bytes of this response.',
  'content-security-policy': 'The file runs nothing and loads nothing.',
  'cross-origin-resource-policy': '`cross-origin`: pages of the operator can show the file.',
  etag: 'Strong: the SHA-256 of the file.',
  'referrer-policy': '`no-referrer`: the link is not passed on.',
} as const;

export const mediaContentRoutes = defineRoutes({
  openMedia: {
    method: 'GET',
    path: '/v1/media/content/{token}',
    access: { kind: 'public' },
    summary: 'Open the file of a record by its link, whole or a part of it',
    // Almost any text: a token of another form is an unknown one.
    pathParameters: z.strictObject({
      token: z
        .string()
        .regex(/^[\x21-\x7e]+$/)
        .describe('Of a link, which is good for 15 minutes.'),
    }),
    personal: true,
    streams: true,
    responses: {
      200: {
        description: `The whole file, up to ${megabytes(largestWholeBytes)}; a larger one needs a range`,
        bytes: mediaTypes,
        headers,
      },
      206: {
        description: `A part of the file, at most ${megabytes(largestPartBytes)} of what was asked for (RFC 9110 section 15.3.7)`,
        bytes: mediaTypes,
        headers: { ...headers, 'content-range': 'Which part, and the bytes of the whole file.' },
      },
      304: { description: 'The copy at hand is this file', headers: { etag: headers.etag } },
    },
    problems: ['range-not-satisfiable'],
    example: { pathParameters: { token: 'eU2LRrKZ0jJbN5Qo1f3sVQ8cX7mT9aYh4WkPd6GiBnE' } },
  },
});
