import type { Access } from '../platform/http/contract.ts';
import { defineRoutes } from '../platform/http/contract.ts';
import { announcedMedia, mediaPath, newMedia, uploadStatus } from './contract.ts';

const writes = {
  kind: 'token',
  caller: 'service',
  scope: 'custos/records.write',
} as const satisfies Access;
const self = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const satisfies Access;

const exampleId = '019ab3f0-81d2-7b0c-8a61-2d9e4f7c3b58';
const exampleSha256 = 'd7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592';

export const mediaRoutes = defineRoutes({
  announceMedia: {
    method: 'POST',
    path: '/v1/media',
    access: writes,
    summary: 'Announce a file; the response has the form that uploads exactly this file',
    body: newMedia,
    idempotency: 'required',
    personal: true,
    responses: {
      201: {
        description:
          'Storing is permitted now. It is decided again when the file is there; `GET /v1/media/{recordId}` says what became of it. A retry returns the same record with a form that is valid from then on, as long as the file is waited for.',
        body: announcedMedia,
        example: {
          recordId: exampleId,
          upload: {
            url: 'https://uploads.example.com/',
            fields: { key: `uploads/${exampleId}`, 'content-type': 'image/jpeg', policy: '…' },
          },
          expiresAt: '2026-11-24T10:15:00.000Z',
        },
      },
    },
    problems: [
      'processing-not-permitted',
      'processing-frozen',
      'processing-restricted',
      'not-found',
      'conflict',
      'subject-erased',
    ],
    example: {
      body: {
        subject: { type: 'user-id', value: 'u-4711' },
        category: 'prompt-image',
        purposes: ['service-provision'],
        contentType: 'image/jpeg',
        bytes: 482_133,
        sha256: exampleSha256,
      },
    },
  },

  readUpload: {
    method: 'GET',
    path: '/v1/media/{recordId}',
    access: writes,
    summary: 'What became of an announced file, until a day after its announcement',
    pathParameters: mediaPath,
    personal: true,
    responses: {
      200: {
        description: 'Its state',
        body: uploadStatus,
        example: { recordId: exampleId, state: 'kept' },
        otherExamples: {
          refused: { recordId: exampleId, state: 'refused', because: 'type-mismatch' },
        },
      },
    },
    example: { pathParameters: { recordId: exampleId } },
  },

  openOwnMedia: {
    method: 'GET',
    path: '/v1/me/media/{recordId}',
    access: self,
    summary: 'Open the file of one record of the caller',
    pathParameters: mediaPath,
    personal: true,
    responses: {
      302: {
        description: 'The file, for 15 minutes; range requests work there',
        headers: { location: 'Relative to this address; it needs no token.' },
      },
    },
    example: { pathParameters: { recordId: exampleId } },
  },
});
