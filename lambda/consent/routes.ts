import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  cursorQuery,
  identifierField,
  lineField,
  localeField,
  purposeId,
} from '../platform/http/fields.ts';
import { jurisdictionIds, legalBases } from '../policy/schema.ts';
import { choices, consentStateNames, effects, givers } from './consent.ts';

const self = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const;
const purposePath = z.strictObject({ purpose: purposeId });

const notice = z.strictObject({ id: lineField(64), version: lineField(64) });
/** Only a consent has to say what was shown and how; refusing and withdrawing never has to. */
const choice = {
  state: z.enum(choices),
  notice: notice.optional(),
  locale: localeField.optional(),
  method: lineField(64).optional(),
};
type ChoiceFields = z.output<z.ZodObject<typeof choice>>;

const neededWhenGiven = ['notice', 'locale', 'method'] as const;
const completeWhenGiven = (value: ChoiceFields, context: z.RefinementCtx): void => {
  if (value.state !== 'given') return;
  for (const name of neededWhenGiven.filter((field) => value[field] === undefined)) {
    context.addIssue({ code: 'custom', path: [name], message: 'a consent needs this field' });
  }
};

const consent = z.strictObject({
  purpose: z.string(),
  state: z.enum(consentStateNames),
  default: z.enum(['permit', 'deny']),
  basis: z.enum(legalBases).optional(),
  since: z.iso.datetime().optional(),
  noticeVersion: z.string().optional(),
});
const recorded = z.strictObject({
  consent: consent.extend({ effect: z.enum(effects) }),
  receipt: z.string().describe('Compact JWS with the fields of ISO/IEC TS 27560'),
});

const example = {
  purpose: 'improvement',
  state: 'given',
  default: 'deny',
  basis: 'consent',
  since: '2026-11-24T09:00:00.000Z',
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

export const consentRoutes = defineRoutes({
  listMyConsents: {
    method: 'GET',
    path: '/v1/me/consents',
    access: self,
    summary: 'Where the person stands on every purpose',
    personal: true,
    responses: {
      200: {
        description: 'Every purpose of the policy',
        body: z.strictObject({ items: z.array(consent) }),
        example: { items: [example] },
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
          items: z.array(
            z.strictObject({
              recordId: z.uuid(),
              state: z.enum(choices),
              at: z.iso.datetime(),
              basis: z.enum(legalBases).optional(),
              jurisdiction: z.enum(jurisdictionIds),
              policyVersion: z.string(),
              locale: z.string().optional(),
              method: z.string().optional(),
              givenBy: z.enum(givers).optional(),
              recordedBy: z.enum(['subject', 'service']).optional(),
              noticeVersion: z.string().optional(),
            }),
          ),
          nextCursor: z.string().optional(),
        }),
      },
    },
    problems: ['not-found'],
    example: { pathParameters: { purpose: 'improvement' } },
  },
  putMyConsent: {
    method: 'PUT',
    path: '/v1/me/consents/{purpose}',
    access: self,
    summary: 'Gives, refuses or withdraws; refusing and withdrawing is never turned down',
    pathParameters: purposePath,
    body: z.strictObject(choice).superRefine(completeWhenGiven),
    idempotency: 'optional',
    personal: true,
    responses: { 201: { description: 'Recorded', body: recorded, example: recordedExample } },
    problems: [
      'not-found',
      'conflict',
      'notice-superseded',
      'subject-erased',
      'request-in-progress',
      'idempotency-key-reused',
    ],
    example: { body: choiceExample, pathParameters: { purpose: 'improvement' } },
  },
  postConsent: {
    method: 'POST',
    path: '/v1/consents',
    access: { kind: 'token', caller: 'service', scope: 'custos/consents' },
    summary: 'Records what a person said to a service',
    body: z
      .strictObject({
        subject: identifierField,
        purpose: purposeId,
        ...choice,
        givenBy: z.enum(givers).optional(),
      })
      .superRefine(completeWhenGiven),
    idempotency: 'required',
    personal: true,
    responses: { 201: { description: 'Recorded', body: recorded, example: recordedExample } },
    problems: [
      'not-found',
      'conflict',
      'notice-superseded',
      'subject-erased',
      'request-in-progress',
      'idempotency-key-reused',
    ],
    example: {
      body: {
        subject: { type: 'email', value: 'ada@example.org' },
        purpose: 'improvement',
        ...choiceExample,
      },
    },
  },
});
