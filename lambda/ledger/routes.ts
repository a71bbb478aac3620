import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  cursorQuery,
  nextCursorField,
  policyVersionField,
  timeField,
} from '../platform/http/fields.ts';
import { entryCatalogue, entryType, staffShown } from './model/ledger.ts';

const ledgerEntry = z
  .strictObject({
    entryId: z.uuid(),
    type: entryType,
    at: z.iso.datetime(),
    policyVersion: policyVersionField,
    codes: z
      .union(Object.values(entryCatalogue))
      .describe('The content of the entry: codes, counts and hashes, depending on the type.'),
    commitment: z
      .string()
      .optional()
      .describe('Binds the entry to a person without naming them; only their secret verifies it.'),
    index: z
      .int()
      .nonnegative()
      .optional()
      .describe('The number of the entry in the tree; a new entry has none for a minute or two.'),
  })
  .meta({ id: 'LedgerEntry' });

const ledgerProof = z
  .strictObject({
    index: z.int().nonnegative(),
    treeSize: z.int().positive().describe('Of the checkpoint.'),
    hashes: z.array(z.string()).readonly().describe('Base64, from the leaf to the root.'),
    leaf: z.string().describe('Base64 of the entry as canonical JSON (RFC 8785), without `index`.'),
    checkpoint: z
      .string()
      .describe('A signed note, as `GET /v1/ledger/checkpoint` returned it at this size.'),
  })
  .meta({ id: 'LedgerProof' });

const period = {
  from: timeField.optional().describe('24 hours ago when absent.'),
  to: timeField.optional().describe('Exclusive; now when absent.'),
};

const staffCount = z
  .strictObject({
    day: z.iso.date().describe('In UTC.'),
    kind: z.enum(['read', 'acted']),
    operation: z.string().describe('`operationId` of this contract.'),
    shown: z
      .enum(staffShown)
      .optional()
      .describe('What of people was shown beyond codes and counts: their identity, or content.'),
    times: z.int().positive(),
  })
  .meta({ id: 'StaffCount' });

export const ledgerRoutes = defineRoutes({
  listLedgerEntries: {
    method: 'GET',
    path: '/v1/ledger/entries',
    access: { kind: 'token', caller: 'staff', scope: 'custos/ledger' },
    summary: 'Ledger entries between two times, oldest first',
    query: cursorQuery.extend({
      type: entryType.optional().describe('Entries of this type only.'),
      ...period,
    }),
    personal: false,
    responses: {
      200: {
        description:
          'Entries in the order of writing. A page of a long range may be empty: continue while there is a nextCursor.',
        body: z.strictObject({
          items: z.array(ledgerEntry),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          items: [
            {
              entryId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11',
              type: 'record.deleted',
              at: '2026-11-24T10:00:00.000Z',
              policyVersion: `sha256:${'0'.repeat(64)}`,
              codes: { category: 'prompt-text', by: 'subject' },
              index: 17_302,
            },
          ],
        },
      },
    },
  },
  countStaffActs: {
    method: 'GET',
    path: '/v1/ledger/staff',
    access: { kind: 'token', caller: 'staff', scope: 'custos/ledger' },
    summary: 'How often staff read and acted, by day and operation; entries name no person',
    query: cursorQuery.omit({ limit: true }).extend(period),
    personal: false,
    responses: {
      200: {
        description:
          'Counts of the time that was read so far. Continue while there is a nextCursor, and add what is of the same day, kind and operation.',
        body: z.strictObject({
          items: z.array(staffCount),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          items: [
            {
              ...{ day: '2026-11-24', kind: 'read', operation: 'getRequest' },
              ...{ shown: 'identity', times: 12 },
            },
          ],
        },
      },
    },
  },
  getLedgerProof: {
    method: 'GET',
    path: '/v1/ledger/entries/{index}/proof',
    access: { kind: 'token', caller: 'staff', scope: 'custos/ledger' },
    summary: 'Proof that an entry is in the tree of the last checkpoint',
    // Almost any text: another number is an unknown one.
    pathParameters: z.strictObject({
      index: z
        .string()
        .regex(/^[\x21-\x7e]+$/)
        .describe('`index` of an entry.'),
    }),
    personal: false,
    responses: {
      200: {
        description: 'The proof of RFC 9162 section 2.1.3, and the checkpoint that it leads to.',
        body: ledgerProof,
        example: {
          index: 0,
          treeSize: 2,
          hashes: ['lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c='],
          leaf: 'eyJhdCI6IjIwMjYtMTEtMjRUMTA6MDA6MDAuMDAwWiJ9',
          checkpoint:
            'custos/ledger/0b2d6c1e-9f3a-4c57-8a51-3c1f2d7e9b40\n2\nMM7ptY8TPGLXHWpY7rHXbbd+SBhoqJcDQbkTPrnLQ2s=\n\n— custos/ledger/0b2d6c1e-9f3a-4c57-8a51-3c1f2d7e9b40 x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
        },
      },
    },
    example: { pathParameters: { index: '0' } },
  },
});
