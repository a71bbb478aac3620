import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  advisoryField,
  cursorQuery,
  jurisdictionField,
  legalBasisField,
  nextCursorField,
  policyVersionField,
  purposeId,
} from '../platform/http/fields.ts';
import { choiceWord } from './fields.ts';

const documentField = z
  .record(z.string(), z.unknown())
  .describe('In the fields of ISO/IEC TS 27560, or JSON-LD in the terms of DPV.');
const receiptFields = {
  receiptId: z.uuid(),
  purpose: z.string(),
  state: choiceWord,
  at: z.iso.datetime(),
};
const keptUntil = z.iso.datetime().describe('When the evidence is deleted.');
const exampleId = '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11';
const exampleRow = {
  receiptId: exampleId,
  purpose: 'improvement',
  state: 'given',
  at: '2026-11-24T09:00:00.000Z',
};
const exampleDocument = {
  schema_version: 'ISO/IEC TS 27560:2023',
  record_id: exampleId,
  purpose: 'improvement',
  event_state: 'given',
};

export const receiptRoutes = defineRoutes({
  listMyReceipts: {
    method: 'GET',
    path: '/v1/me/consents/receipts',
    access: { kind: 'token', caller: 'subject', scope: 'custos/self' },
    summary: 'The newest receipt of every purpose, or every receipt of one purpose',
    query: cursorQuery.extend({
      format: z
        .enum(['27560', 'dpv'])
        .default('27560')
        .describe('`27560`: JSON of ISO/IEC TS 27560, signed. `dpv`: JSON-LD of W3C DPV.'),
      purpose: purposeId.optional().describe('Lists every receipt of it, newest first.'),
    }),
    personal: true,
    responses: {
      200: {
        description: 'Receipts',
        body: z.strictObject({
          items: z.array(
            z.strictObject({
              ...receiptFields,
              keptUntil,
              advisory: advisoryField,
              document: documentField,
              receipt: z.string().optional().describe('The document as compact JWS.'),
            }),
          ),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          items: [
            {
              ...exampleRow,
              keptUntil: '2035-11-24T09:00:00.000Z',
              advisory: true,
              document: exampleDocument,
              receipt: 'eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl',
            },
          ],
        },
        otherExamples: {
          dpv: {
            items: [
              {
                ...exampleRow,
                keptUntil: '2035-11-24T09:00:00.000Z',
                document: {
                  '@context': { dpv: 'https://w3id.org/dpv#' },
                  '@type': 'dpv:ConsentReceipt',
                },
              },
            ],
          },
        },
      },
    },
    problems: ['not-found'],
  },
  readReceipt: {
    method: 'GET',
    path: '/v1/consents/receipts/{receiptId}',
    access: { kind: 'token', caller: 'staff', scope: 'custos/requests' },
    summary: 'Evidence of one choice by the id of its receipt, also after an erasure',
    pathParameters: z.strictObject({
      receiptId: z.uuid().describe('Last part of `receipt_id`; the person has it.'),
    }),
    personal: true,
    responses: {
      200: {
        description: 'What is kept, and until when',
        body: z.strictObject({
          ...receiptFields,
          basis: legalBasisField.optional(),
          jurisdiction: jurisdictionField,
          advisory: advisoryField,
          policyVersion: policyVersionField,
          validUntil: z.iso.datetime().optional().describe('When a given consent ends.'),
          keptUntil,
          document: documentField
            .optional()
            .describe('The receipt; absent once the key of the evidence is destroyed.'),
        }),
        example: {
          ...exampleRow,
          basis: 'consent',
          jurisdiction: 'gdpr',
          policyVersion: `sha256:${'0'.repeat(64)}`,
          validUntil: '2028-11-24T09:00:00.000Z',
          keptUntil: '2035-11-24T09:00:00.000Z',
          document: exampleDocument,
        },
      },
    },
    problems: ['not-found'],
    example: { pathParameters: { receiptId: exampleId } },
  },
});
