import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import {
  advisoryField,
  appliedAsField,
  categoryId,
  contactField,
  jurisdictionField,
  lineField,
  localeField,
  problemDetailField,
  residenceField,
} from '../platform/http/fields.ts';
import { leavesOutInvalidFields } from '../platform/http/lenient.ts';
import { period } from '../policy/fields.ts';
import { switches, switchesOff } from './model/subject.ts';

const access = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const;

const switched = z.enum(switches);
const training = switched.describe('`off` opts out of training.');
const personalisation = switched.describe('`off` stops personalisation.');
const storage = switched.describe('`off` stops the collection of data.');
const offered = z.strictObject({ purposes: z.array(z.string()).describe('What `off` stops.') });

const settings = z
  .strictObject({
    retention: z
      .record(categoryId, period)
      .describe('By category: how long the person wants it kept, less than the policy says.'),
    training,
    personalisation,
    storage,
    locale: localeField.optional(),
    residence: residenceField.optional(),
    contact: contactField.optional(),
    jurisdictions: z
      .array(jurisdictionField)
      .min(1)
      .describe('Whose law applies; of several, the more protective answer for each right.'),
    advisory: advisoryField,
    appliedAs: appliedAsField,
    offered: z
      .strictObject({
        retention: z
          .strictObject({
            shortest: period,
            categories: z.record(categoryId, period).describe('Less than this can be set.'),
          })
          .optional(),
        training: offered.optional(),
        personalisation: offered.optional(),
        storage: offered.optional(),
      })
      .describe('What can be set here.'),
    warnings: z
      .array(problemDetailField)
      .optional()
      .describe(
        'What of a change that switches something off was left out, and why: the rest is done.',
      ),
  })
  .meta({ id: 'Settings' });

const example = {
  retention: { 'prompt-text': 'P7D' },
  training: 'off',
  personalisation: 'on',
  storage: 'on',
  locale: 'de',
  residence: 'DE',
  jurisdictions: ['gdpr'],
  offered: {
    retention: { shortest: 'P1D', categories: { 'prompt-text': 'P30D' } },
    training: { purposes: ['training', 'improvement'] },
    personalisation: { purposes: ['profiling'] },
  },
};
const response = {
  description: 'The settings as they stand',
  body: settings,
  example,
  otherExamples: { advisory: { ...example, jurisdictions: ['ccpa'], advisory: true } },
  headers: { etag: 'Changes with the settings; send it as `If-Match` to change them.' },
} as const;

export const settingsRoutes = defineRoutes({
  readMySettings: {
    method: 'GET',
    path: '/v1/me/settings',
    access,
    summary: 'What the person has set for themselves, and what can be set',
    personal: true,
    responses: { 200: response },
  },
  changeMySettings: {
    method: 'PATCH',
    path: '/v1/me/settings',
    access,
    summary:
      'Changes settings, effective at once; being stricter needs no recent sign-in, other changes do',
    body: leavesOutInvalidFields(
      z
        .strictObject({
          retention: z
            .record(categoryId, period.nullable())
            .describe('By category; null goes back to what the policy says.'),
          training,
          personalisation,
          storage,
          locale: localeField.nullable().describe('null takes it back.'),
          residence: residenceField.nullable().describe('null takes it back.'),
          contact: contactField.nullable().describe('null takes it back.'),
          method: lineField(64).describe(
            'How the person said it. Where their law asks for two steps to opt in again after opting out, `two-step-confirmation`: they asked for it and confirmed it separately.',
          ),
        })
        .partial()
        .describe(
          'What is absent stays as it is. Switching off always takes effect, also next to an invalid change.',
        ),
      switchesOff,
    ),
    personal: true,
    responses: { 200: response },
    problems: ['recent-authentication-required', 'conflict', 'subject-erased'],
    example: {
      body: { training: 'off', retention: { 'prompt-text': 'P7D' } },
      otherBodies: {
        optingInAgain: { training: 'on', method: 'two-step-confirmation' },
        contact: { contact: { type: 'email', value: 'ada@example.org' } },
        takeBack: { retention: { 'prompt-text': null }, residence: null },
      },
    },
  },
});
