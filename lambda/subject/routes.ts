import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { identifierField, residenceField } from '../platform/http/fields.ts';
import { identityRoutes } from './identity-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { ageBands, serviceAssurances } from './model/subject.ts';

const access = { kind: 'token', caller: 'service', scope: 'custos/subjects' } as const;
const registered = z
  .strictObject({ subjectId: z.uuid() })
  .meta({ id: 'SubjectReference', description: 'The random id of a person.' });
const example = { subjectId: '4f9c1f0e-6f0a-4c39-9c0b-0d9f4b9f7f10' };
const person = { type: 'email', value: 'ada@example.org' } as const;

const registrationRoutes = defineRoutes({
  registerSubject: {
    method: 'POST',
    path: '/v1/subjects',
    access,
    summary: 'Registers a person, or returns the one that is known; new details replace old ones',
    body: z.strictObject({
      subject: identifierField,
      residence: residenceField.optional(),
      ageBand: z
        .enum(ageBands)
        .optional()
        .describe(
          'A child below the age of consent of their law needs a person who consents for them. Where that age lies within a band (14 in AT, ES and IT, 15 in FR), send a single year or `age`: else the person counts as a child.',
        ),
      age: z
        .int()
        .min(0)
        .max(150)
        .optional()
        .describe('In whole years. What is kept is the narrowest `ageBand` that it lies in.'),
      responsiblePerson: identifierField
        .optional()
        .describe(
          'The person responsible for a child; goes with the `ageBand` of one. Stored encrypted.',
        ),
    }),
    idempotency: 'required',
    personal: true,
    responses: {
      200: { description: 'The person was known', body: registered, example },
      201: { description: 'The person was registered', body: registered, example },
    },
    problems: ['subject-erased'],
    example: {
      body: { subject: person, residence: 'DE' },
      otherBodies: {
        child: {
          subject: { type: 'user-id', value: 'u-1816' },
          ageBand: '13-to-15',
          responsiblePerson: person,
        },
      },
    },
  },
  linkSubject: {
    method: 'POST',
    path: '/v1/subjects/link',
    access,
    summary:
      'Adds another identifier of a known person, none that can sign in; two known people are never merged',
    body: z.strictObject({
      subject: identifierField,
      other: identifierField,
      assurance: z
        .enum(serviceAssurances)
        .describe(
          'Whether the service has checked that the identifier is the person’s. A person who can sign in takes `service-verified` only, because they read what is kept under it.',
        ),
    }),
    idempotency: 'required',
    personal: true,
    responses: { 200: { description: 'Both name the person', body: registered, example } },
    problems: ['not-found', 'conflict', 'subject-erased'],
    example: {
      body: {
        subject: person,
        other: { type: 'user-id', value: 'u-1815' },
        assurance: 'service-verified',
      },
    },
  },
  unlinkSubject: {
    method: 'POST',
    path: '/v1/subjects/unlink',
    access,
    summary: 'Removes an identifier of a person that a service has linked',
    body: z.strictObject({ subject: identifierField, other: identifierField }),
    idempotency: 'required',
    personal: true,
    responses: { 200: { description: 'The identifier is removed', body: registered, example } },
    problems: ['not-found', 'conflict', 'subject-erased'],
    example: { body: { subject: person, other: { type: 'user-id', value: 'u-1815' } } },
  },
});

export const subjectRoutes = {
  ...registrationRoutes,
  ...settingsRoutes,
  ...identityRoutes,
};
