import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  advisoryField,
  cursorQuery,
  identifierField,
  jurisdictionField,
  legalBasisField,
  nextCursorField,
  policyVersionField,
  purposeId,
} from '../platform/http/fields.ts';
import { consentStateNames, renewalReasons } from './model/status.ts';
import { defaults, effects, recorderKinds } from './model/choice.ts';
import { agentField, choiceFields, choiceWord, giverField } from './fields.ts';
import { importRoutes } from './import-routes.ts';
import { dropsInvalidFields } from '../platform/http/lenient.ts';
import { receiptRoutes } from './receipt-routes.ts';
import { signalRoutes } from './signal-routes.ts';

const self = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const;
const purposePath = z.strictObject({ purpose: purposeId });

type ChoiceFields = z.output<z.ZodObject<typeof choiceFields>>;

const neededWhenGiven = ['notice', 'locale', 'method'] as const;
const completeWhenGiven = (value: ChoiceFields, context: z.RefinementCtx): void => {
  if (value.state !== 'given') return;
  for (const name of neededWhenGiven.filter((field) => value[field] === undefined)) {
    context.addIssue({ code: 'custom', path: [name], message: 'a consent needs this field' });
  }
};

const consentFields = z.strictObject({
  purpose: z.string(),
  state: z.enum(consentStateNames),
  because: z
    .enum(renewalReasons)
    .optional()
    .describe('Why a consent that was given has to be given again.'),
  default: z.enum(defaults).describe('What holds while nothing was said.'),
  basis: legalBasisField.optional(),
  since: z.iso.datetime().optional().describe('When the person last said something.'),
  validUntil: z.iso.datetime().optional().describe('When a given consent ends.'),
  noticeId: z.string().optional(),
  noticeVersion: z
    .string()
    .optional()
    .describe('What the consent rests on: `GET /v1/notices/{id}/{version}` has its text.'),
  recordedBy: z
    .enum(recorderKinds)
    .optional()
    .describe('Who wrote it down: the person, a service, or staff who took it over.'),
});
const consent = consentFields.meta({ id: 'Consent', description: 'Where a person stands.' });
const consentEvent = z
  .strictObject({
    recordId: z.uuid(),
    state: choiceWord,
    at: z.iso.datetime(),
    basis: legalBasisField.optional(),
    jurisdiction: jurisdictionField,
    advisory: advisoryField,
    policyVersion: policyVersionField,
    locale: z.string().optional(),
    method: z.string().optional(),
    givenBy: giverField.optional(),
    recordedBy: z.enum(recorderKinds).optional(),
    validUntil: z.iso.datetime().optional().describe('When a given consent ends.'),
    because: z
      .enum(renewalReasons)
      .optional()
      .describe('Of the newest choice: why the consent has to be given again.'),
    imported: z
      .strictObject({ source: z.string(), at: z.iso.datetime() })
      .optional()
      .describe('Which system the choice was taken over from, and when.'),
    endedBySignal: z
      .uuid()
      .optional()
      .describe('The consent that an opt-out signal of the browser ended.'),
    noticeId: z.string().optional(),
    noticeVersion: z.string().optional(),
  })
  .meta({ id: 'ConsentEvent', description: 'One choice; never changed once written.' });
const recorded = z
  .strictObject({
    consent: consentFields.extend({
      effect: z
        .enum(effects)
        .describe('What the choice changes: as a decision about new data is answered after it.'),
      deniedBecause: z
        .array(z.string())
        .optional()
        .describe('Of a consent: why the use of new data is denied all the same.'),
    }),
    receipt: z.string().describe('Compact JWS with the fields of ISO/IEC TS 27560.'),
  })
  .meta({ id: 'RecordedConsent' });

const example = {
  purpose: 'improvement',
  state: 'given',
  default: 'deny',
  basis: 'consent',
  since: '2026-11-24T09:00:00.000Z',
  validUntil: '2028-11-24T09:00:00.000Z',
  noticeId: 'privacy',
  noticeVersion: '3f6c2a9d1e4b5a70',
} as const;
const choiceExample = {
  state: 'given',
  notice: { id: 'privacy', version: '3f6c2a9d1e4b5a70' },
  locale: 'en',
  method: 'privacy-centre',
};
const recordedExample = {
  consent: { ...example, effect: 'processing-permitted' },
  receipt: 'eyJhbGciOiJFZERTQSJ9.e30.c2lnbmF0dXJl',
};

const ownRoutes = defineRoutes({
  listMyConsents: {
    method: 'GET',
    path: '/v1/me/consents',
    access: self,
    summary: 'The choice of the person for every purpose',
    personal: true,
    responses: {
      200: {
        description: 'Every purpose of the policy',
        body: z.strictObject({ items: z.array(consent) }),
        example: { items: [example] },
        otherExamples: {
          renewal: { items: [{ ...example, state: 'needs-renewal', because: 'notice-changed' }] },
        },
      },
    },
  },
  listMyConsentHistory: {
    method: 'GET',
    path: '/v1/me/consents/{purpose}/history',
    access: self,
    summary: 'Every choice about one purpose, newest first',
    pathParameters: purposePath,
    query: cursorQuery,
    personal: true,
    responses: {
      200: {
        description: 'Choices',
        body: z.strictObject({
          items: z.array(consentEvent),
          nextCursor: nextCursorField.optional(),
        }),
        example: {
          items: [
            {
              recordId: '019ab3f0-7c1e-7a44-9d53-6f2b8c0d4e11',
              state: 'given',
              at: '2026-11-24T09:00:00.000Z',
              basis: 'consent',
              jurisdiction: 'gdpr',
              advisory: true,
              policyVersion: `sha256:${'0'.repeat(64)}`,
              locale: 'en',
              method: 'privacy-centre',
              givenBy: 'subject',
              recordedBy: 'subject',
              validUntil: '2028-11-24T09:00:00.000Z',
              noticeVersion: '3f6c2a9d1e4b5a70',
            },
          ],
        },
      },
    },
    problems: ['not-found'],
    example: { pathParameters: { purpose: 'improvement' } },
  },
  putMyConsent: {
    method: 'PUT',
    path: '/v1/me/consents/{purpose}',
    access: self,
    summary: 'Gives, refuses or withdraws consent; refusing and withdrawing is never rejected',
    pathParameters: purposePath,
    body: dropsInvalidFields(
      z.strictObject(choiceFields).superRefine(completeWhenGiven).meta({ id: 'ConsentOfCaller' }),
      ['state'],
    ),
    idempotency: 'optional',
    personal: true,
    responses: { 201: { description: 'Recorded', body: recorded, example: recordedExample } },
    problems: ['processing-frozen', 'not-found', 'conflict', 'notice-superseded', 'subject-erased'],
    example: {
      body: choiceExample,
      otherBodies: { withdrawing: { state: 'withdrawn' } },
      pathParameters: { purpose: 'improvement' },
    },
  },
  postConsent: {
    method: 'POST',
    path: '/v1/consents',
    access: { kind: 'token', caller: 'service', scope: 'custos/consents' },
    summary: 'Records what a person said to a service',
    body: dropsInvalidFields(
      z
        .strictObject({
          subject: identifierField,
          purpose: purposeId,
          ...choiceFields,
          givenBy: giverField.optional(),
          agent: agentField.optional().describe('Goes with `givenBy: authorised-agent`.'),
        })
        .superRefine(completeWhenGiven)
        .meta({ id: 'ConsentOfPerson' }),
      ['subject', 'purpose', 'state'],
    ),
    idempotency: 'required',
    personal: true,
    responses: { 201: { description: 'Recorded', body: recorded, example: recordedExample } },
    problems: ['processing-frozen', 'not-found', 'conflict', 'notice-superseded', 'subject-erased'],
    example: {
      body: {
        subject: { type: 'email', value: 'ada@example.org' },
        purpose: 'improvement',
        ...choiceExample,
      },
    },
  },
});

export const consentRoutes = {
  ...ownRoutes,
  ...signalRoutes,
  ...receiptRoutes,
  ...importRoutes,
};
