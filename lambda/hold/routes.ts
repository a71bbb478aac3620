import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  categoryId,
  cursorQuery,
  identifierField,
  nextCursorField,
  showField,
  textField,
} from '../platform/http/fields.ts';
import { exampleExemptPage, exemptPage, exemptQuery } from '../record/exempt-contract.ts';
import { shownPerson } from '../subject/person-contract.ts';
import { holdStates } from '../retention/model/hold.ts';

const counsel = { kind: 'token', caller: 'staff', scope: 'custos/holds' } as const;
/** For acts that affect a person. */
const recentCounsel = { ...counsel, recent: true } as const;
/** `custos/requests.identity` shows which person a hold is about. */
const counselOrMore = { ...counsel, adds: 'custos/requests.identity' } as const;
const time = z.iso.datetime();
const state = z.enum(holdStates).meta({ id: 'HoldState' });
const categories = z.array(categoryId).min(1).max(64);

const newHold = z
  .strictObject({
    subject: identifierField,
    categories: categories.optional().describe('What is kept; everything when absent.'),
    matter: textField(2_000).describe(
      'What the hold is for; stored encrypted, shown to staff only.',
    ),
  })
  .meta({ id: 'NewHold' });

const holdView = z
  .strictObject({
    holdId: z.uuid(),
    state,
    categories: categories.optional().describe('Everything when absent.'),
    matter: z
      .string()
      .optional()
      .describe("Absent once the person's evidence has run out and its key is destroyed."),
    placedAt: time,
    releasedAt: time.optional(),
    subject: shownPerson.optional().describe('With the scope `custos/requests.identity` only.'),
  })
  .meta({ id: 'Hold', description: 'Keeps data of one person from deletion.' });
export type HoldView = z.output<typeof holdView>;

const exampleHold = {
  holdId: '0193f1c0-6b20-7a11-8c3d-4e5f60718293',
  state: 'open',
  categories: ['prompt-text', 'output-text'],
  matter: 'Case 4 O 112/26',
  placedAt: '2026-11-24T10:00:00.000Z',
} satisfies HoldView;

const deletion = z
  .strictObject({
    items: z.array(z.strictObject({ category: z.string(), count: z.int().positive() })),
    startsAt: time.optional().describe('Absent where nothing is deleted.'),
    expectedBy: time.optional(),
    otherOpenHolds: z
      .int()
      .nonnegative()
      .describe('Of the same person. What an erasure owes is deleted after the last of them.'),
  })
  .meta({ id: 'DeletionAfterHold', description: 'What is deleted because the hold has ended.' });
export type Deletion = z.output<typeof deletion>;
const releasedHold = holdView.extend({ deletion }).meta({ id: 'ReleasedHold' });
const released = {
  ...exampleHold,
  state: 'released',
  releasedAt: '2027-03-01T09:30:00.000Z',
  deletion: {
    items: [{ category: 'prompt-text', count: 12 }],
    startsAt: '2027-03-01T09:30:00.000Z',
    expectedBy: '2027-03-01T10:30:00.000Z',
    otherOpenHolds: 0,
  },
} as const satisfies z.output<typeof releasedHold>;

const heldQuery = exemptQuery.meta({ id: 'HeldQuery' });
const holdPath = z.strictObject({ holdId: z.string().max(64).describe('Of a hold.') });
const examplePath = { holdId: exampleHold.holdId };

export const holdRoutes = defineRoutes({
  placeHold: {
    method: 'POST',
    path: '/v1/holds',
    access: recentCounsel,
    summary: 'Keep data of a person from deletion: by retention, by the person, by an erasure',
    body: newHold,
    idempotency: 'optional',
    personal: true,
    responses: {
      201: { description: 'The hold', body: holdView, example: exampleHold },
    },
    problems: ['not-found', 'subject-erased'],
    example: {
      body: {
        subject: { type: 'user-id', value: 'u-1001' },
        categories: ['prompt-text', 'output-text'],
        matter: 'Case 4 O 112/26',
      },
    },
  },
  listHolds: {
    method: 'GET',
    path: '/v1/holds',
    access: counselOrMore,
    summary: 'Holds, newest first; the open ones unless you ask for others',
    query: cursorQuery.extend({
      state: state.default('open').describe('`open`, or `released`.'),
      show: showField,
    }),
    personal: true,
    responses: {
      200: {
        description: 'Holds',
        body: z
          .strictObject({ items: z.array(holdView), nextCursor: nextCursorField.optional() })
          .meta({ id: 'HoldList' }),
        example: { items: [exampleHold] },
      },
    },
  },
  readHold: {
    method: 'GET',
    path: '/v1/holds/{holdId}',
    access: counselOrMore,
    summary: 'One hold',
    pathParameters: holdPath,
    personal: true,
    responses: { 200: { description: 'The hold', body: holdView, example: exampleHold } },
    problems: ['not-found'],
    example: { pathParameters: examplePath },
  },
  releaseHold: {
    method: 'DELETE',
    path: '/v1/holds/{holdId}',
    access: recentCounsel,
    summary: 'Release a hold: what was due for deletion meanwhile is deleted',
    pathParameters: holdPath,
    personal: true,
    responses: {
      200: {
        description: 'The released hold, with what is deleted and when',
        body: releasedHold,
        example: released,
      },
    },
    problems: ['not-found'],
    example: { pathParameters: examplePath },
  },
  readHeld: {
    method: 'POST',
    path: '/v1/holds/{holdId}/withheld',
    access: { kind: 'token', caller: 'staff', scope: 'custos/withheld', recent: true },
    summary: 'What an open hold keeps, for the claim that it is for',
    pathParameters: holdPath,
    body: heldQuery,
    personal: true,
    responses: {
      200: { description: 'Records, newest first', body: exemptPage, example: exampleExemptPage },
    },
    problems: ['not-found', 'conflict'],
    example: { pathParameters: examplePath, body: { category: 'prompt-text' } },
  },
});
