import * as z from 'zod';
import { defineRoutes } from '../../../platform/http/contract.ts';
import { setPath } from '../contract.ts';
import { cursorQuery, nextCursorField, timeField } from '../../../platform/http/fields.ts';

const trainer = { kind: 'token', caller: 'service', scope: 'custos/models' } as const;
const trainerOrStaff = { ...trainer, staff: { scope: 'custos/governance' } } as const;

const time = z.iso.datetime();
const shardPath = setPath.extend({
  number: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'send the number of a shard such as 1')
    .describe('Of the shard: from 1.'),
});
const trainingSetId = '0193f1c0-6b20-7a11-8c3d-4e5f60718293';
const url = `https://bucket.example.com/training/${trainingSetId}.000001.built?signature=example`;

const shardLink = z
  .strictObject({
    url: z.url().describe('The link of `Location`.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('Of the file, in hex.'),
    rows: z.int().nonnegative().describe('Its lines.'),
    expiresAt: time.describe('When the link ends: five minutes after the call.'),
  })
  .meta({ id: 'ShardLink' });

const exclusion = z
  .strictObject({
    at: time.describe('When they left the set.'),
    recordIds: z.array(z.uuid()).describe('Lines that you drop, and do not train on again.'),
  })
  .meta({ id: 'TrainingExclusion' });

export const shardRoutes = defineRoutes({
  openShard: {
    method: 'GET',
    path: '/v1/training-shards/{trainingSetId}/{number}',
    access: trainer,
    summary: 'Open one file of a training set, without what people do not permit any more',
    pathParameters: shardPath,
    personal: true,
    responses: {
      303: {
        description:
          'Everybody whose data the file has was asked about again. A link ends sooner where someone leaves the file: get another one then',
        body: shardLink,
        headers: { location: 'The link, which needs no token.' },
        example: {
          ...{ url, sha256: '7c'.repeat(32), rows: 1_000, expiresAt: '2026-11-24T10:10:00.000Z' },
        },
      },
    },
    problems: ['conflict', 'processing-frozen'],
    example: { pathParameters: { trainingSetId, number: '1' } },
  },
  listExclusions: {
    method: 'GET',
    path: '/v1/training-sets/{trainingSetId}/exclusions',
    access: trainerOrStaff,
    summary: 'Ids of records that left a training set, oldest first: what a trainer has to drop',
    pathParameters: setPath,
    query: cursorQuery.extend({
      since: timeField
        .optional()
        .describe(
          '`until` of the response before. From five minutes earlier on, so that your clock may be fast: ids can come again.',
        ),
    }),
    personal: false,
    responses: {
      200: {
        description: 'Records that left together are one item',
        body: z.strictObject({
          items: z.array(exclusion),
          until: time.describe('Send it as `since` the next time, and you miss nothing.'),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          items: [
            {
              at: '2026-11-25T08:12:30.000Z',
              recordIds: ['019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e12'],
            },
          ],
          until: '2026-11-25T08:12:30.000Z',
        },
      },
    },
    example: { pathParameters: { trainingSetId } },
  },
});
