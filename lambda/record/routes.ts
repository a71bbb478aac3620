import * as z from 'zod';
import type { Access } from '../platform/http/contract.ts';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  categoryId,
  contentField,
  cursorField,
  cursorQuery,
  identifierField,
  itemProblemField,
  nextCursorField,
  policyVersionField,
  purposeId,
} from '../platform/http/fields.ts';
import { itemField } from '../platform/http/item.ts';
import {
  anyContent,
  maximumContentBodyBytes,
  newRecord,
  ownRecord,
  recordPath,
  servedRecord,
  time,
  warningsField,
} from './contract.ts';
import {
  exampleBody,
  exampleId,
  exampleOwn,
  exampleOwnMedia,
  exampleServed,
  exampleServedMedia,
} from './examples.ts';
import { maximumBatchBytes, maximumBatchItems } from './model/record.ts';

const writes = {
  kind: 'token',
  caller: 'service',
  scope: 'custos/records.write',
} as const satisfies Access;
const reads = {
  kind: 'token',
  caller: 'service',
  scope: 'custos/records.read',
} as const satisfies Access;
const self = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const satisfies Access;

const tagged = {
  body: ownRecord,
  example: exampleOwn,
  headers: { etag: 'Changes with the record; send it as `If-Match` to correct it.' },
} as const;

export const recordRoutes = defineRoutes({
  writeRecord: {
    method: 'POST',
    path: '/v1/records',
    access: writes,
    summary: 'Store personal data for purposes that are permitted, until their periods end',
    body: newRecord,
    maximumBodyBytes: maximumContentBodyBytes,
    idempotency: 'required',
    personal: true,
    responses: {
      201: {
        description: 'Stored under a key of its own class',
        body: z.strictObject({
          recordId: z.uuid(),
          expiresAt: time,
          policyVersion: policyVersionField,
          warnings: warningsField,
        }),
        example: {
          recordId: exampleId,
          expiresAt: '2026-12-24T10:00:00.000Z',
          policyVersion: `sha256:${'0'.repeat(64)}`,
        },
      },
    },
    problems: [
      'processing-not-permitted',
      'processing-frozen',
      'processing-restricted',
      'not-found',
      'subject-erased',
    ],
    example: { body: exampleBody },
  },

  writeRecords: {
    method: 'POST',
    path: '/v1/records/batch',
    access: writes,
    summary: 'Store up to 25 records; each is stored or refused on its own',
    body: z.strictObject({ items: z.array(itemField(newRecord)).min(1).max(maximumBatchItems) }),
    maximumBodyBytes: maximumBatchBytes,
    idempotency: 'required',
    personal: true,
    responses: {
      207: {
        description: 'One outcome per item, in the order of the items',
        body: z.strictObject({
          items: z.array(
            z.strictObject({
              status: z.int(),
              recordId: z.uuid().optional(),
              expiresAt: time.optional(),
              warnings: warningsField,
              problem: itemProblemField.optional(),
            }),
          ),
        }),
        example: {
          items: [
            { status: 201, recordId: exampleId, expiresAt: '2026-12-24T10:00:00.000Z' },
            {
              status: 403,
              problem: {
                type: 'urn:custos:problem:processing-not-permitted',
                title: 'This processing is not permitted',
                status: 403,
                errors: [
                  {
                    pointer: '/items/1/purposes/0',
                    message: 'this purpose is denied: consent-refused',
                  },
                ],
              },
            },
          ],
        },
      },
    },
    example: { body: { items: [exampleBody, { ...exampleBody, purposes: ['improvement'] }] } },
  },

  queryRecords: {
    method: 'POST',
    path: '/v1/records/query',
    access: reads,
    summary: 'Read the records of a person that serve a permitted purpose, newest first',
    body: z.strictObject({
      subject: identifierField,
      purpose: purposeId,
      category: categoryId.optional(),
      limit: z.int().min(1).max(100).default(25),
      cursor: cursorField.optional(),
    }),
    personal: true,
    responses: {
      200: {
        description: 'A page ends at `limit` or 4 MiB; it may be short while there is a nextCursor',
        body: z.strictObject({
          items: z.array(servedRecord),
          nextCursor: nextCursorField.optional(),
        }),
        example: { items: [exampleServedMedia, exampleServed] },
      },
    },
    problems: [
      'processing-not-permitted',
      'processing-frozen',
      'processing-restricted',
      'not-found',
      'subject-erased',
    ],
    example: {
      body: { subject: { type: 'user-id', value: 'u-4711' }, purpose: 'service-provision' },
    },
  },

  listOwnRecords: {
    method: 'GET',
    path: '/v1/me/records',
    access: self,
    summary: 'Everything that is stored about the caller, newest first',
    query: cursorQuery.extend({
      category: categoryId.optional().describe('Records of this category only.'),
    }),
    personal: true,
    responses: {
      200: {
        description: 'A page ends at `limit` or 4 MiB; it may be short while there is a nextCursor',
        body: z.strictObject({ items: z.array(ownRecord), nextCursor: nextCursorField.optional() }),
        example: { items: [exampleOwnMedia, exampleOwn] },
      },
    },
  },

  readOwnRecord: {
    method: 'GET',
    path: '/v1/me/records/{recordId}',
    access: self,
    summary: 'One record of the caller',
    pathParameters: recordPath,
    personal: true,
    responses: { 200: { description: 'The record', ...tagged } },
    problems: ['not-found'],
    example: { pathParameters: { recordId: exampleId } },
  },

  correctOwnRecord: {
    method: 'PATCH',
    path: '/v1/me/records/{recordId}',
    access: self,
    summary: 'Correct the content of one record that the caller provided, at once',
    pathParameters: recordPath,
    body: z.strictObject({
      content: contentField.describe(
        `In the place of the old content. ${anyContent} ` +
          'What was made from the record stays as it is: delete the record to delete that as well.',
      ),
    }),
    maximumBodyBytes: maximumContentBodyBytes,
    personal: true,
    responses: { 200: { description: 'The record as it is stored now', ...tagged } },
    problems: ['not-found', 'conflict', 'formal-request-required', 'deletion-suspended'],
    example: {
      pathParameters: { recordId: exampleId },
      body: { content: { text: 'Plan a weekend in Porto.' } },
    },
  },

  deleteOwnRecord: {
    method: 'DELETE',
    path: '/v1/me/records/{recordId}',
    access: self,
    summary: 'Delete one record that the caller provided and what was made from it, at once',
    pathParameters: recordPath,
    personal: true,
    responses: { 204: { description: 'Deleted' } },
    problems: ['not-found', 'conflict', 'formal-request-required', 'deletion-suspended'],
    example: { pathParameters: { recordId: exampleId } },
  },
});
