import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { cursorQuery, timeField } from '../platform/http/fields.ts';
import { entryCatalogue } from './catalogue.ts';
import { entryTypes } from './ledger.ts';

const ledgerEntry = z.strictObject({
  entryId: z.uuid(),
  type: z.enum(entryTypes),
  at: z.iso.datetime(),
  policyVersion: z.string(),
  codes: z.union(Object.values(entryCatalogue)),
  commitment: z.string().optional(),
});

export const ledgerRoutes = defineRoutes({
  listLedgerEntries: {
    method: 'GET',
    path: '/v1/ledger/entries',
    access: { kind: 'token', caller: 'staff', scope: 'custos/ledger' },
    summary: 'What entered the ledger between two times, oldest first',
    query: cursorQuery.extend({
      type: z.enum(entryTypes).optional(),
      /** 24 hours ago when absent. */
      from: timeField.optional(),
      /** Exclusive; now when absent. */
      to: timeField.optional(),
    }),
    personal: false,
    responses: {
      200: {
        description:
          'Entries in the order of writing. A page of a long range may be empty: go on while there is a nextCursor.',
        body: z.strictObject({ items: z.array(ledgerEntry), nextCursor: z.string().optional() }),
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
