import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  cursorQuery,
  nextCursorField,
  policyVersionField,
  timeField,
} from '../platform/http/fields.ts';
import { entryCatalogue, entryType } from './model/ledger.ts';

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
  })
  .meta({ id: 'LedgerEntry' });

export const ledgerRoutes = defineRoutes({
  listLedgerEntries: {
    method: 'GET',
    path: '/v1/ledger/entries',
    access: { kind: 'token', caller: 'staff', scope: 'custos/ledger' },
    summary: 'Ledger entries between two times, oldest first',
    query: cursorQuery.extend({
      type: entryType.optional().describe('Entries of this type only.'),
      from: timeField.optional().describe('24 hours ago when absent.'),
      to: timeField.optional().describe('Exclusive; now when absent.'),
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
            },
          ],
        },
      },
    },
  },
});
