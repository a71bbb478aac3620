import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { identifierField } from '../platform/http/fields.ts';
import { assurances, identifierTypes, linkers } from './model/subject.ts';

const own = { kind: 'token', caller: 'subject', scope: 'custos/self' } as const;
const staff = {
  kind: 'token',
  caller: 'staff',
  scope: 'custos/requests.identity',
  recent: true,
} as const;

const identityId = z.string().min(1).max(64).describe('Of a list of identities.');

const identity = z
  .strictObject({
    identityId,
    type: z.enum(identifierTypes).exclude(['oidc']),
    value: z.string(),
    issuer: z
      .string()
      .optional()
      .describe('Of a `user-id`: whose tokens have it as `sub`, or which system gave it out.'),
    assurance: z
      .enum(assurances)
      .describe(
        '`issuer-verified` once a person has signed in with it; before, what a service says.',
      ),
    signsIn: z.boolean().describe('Whether a token that proves it signs in as this person.'),
    since: z.iso.datetime(),
    linkedBy: z.enum(linkers).describe('Who let it name the person first.'),
  })
  .meta({ id: 'Identity', description: 'What names a person, or signs in as them.' });

const items = z.strictObject({ items: z.array(identity) });
const example = {
  items: [
    {
      identityId: '4f9c1f0e6f0a4c399c0b0d9f4b9f7f100b1f6a2c9d3e4f58',
      type: 'email',
      value: 'ada@example.org',
      assurance: 'issuer-verified',
      signsIn: true,
      since: '2026-11-24T10:00:00.000Z',
      linkedBy: 'service',
    },
    {
      identityId: '4f9c1f0e6f0a4c399c0b0d9f4b9f7f10d2a47c0be1936f85',
      type: 'user-id',
      value: '00u4711',
      issuer: 'https://login.example.com',
      assurance: 'issuer-verified',
      signsIn: true,
      since: '2026-11-25T08:30:00.000Z',
      linkedBy: 'sign-in',
    },
  ],
};
const responses = {
  200: { description: 'What names the person, the oldest first', body: items, example },
};
const pathParameters = z.strictObject({ identityId });
const removed = { 204: { description: 'It names the person no more' } };
const exampleOfOne = { pathParameters: { identityId: example.items[1]?.identityId ?? '' } };

export const identityRoutes = defineRoutes({
  listMyIdentities: {
    method: 'GET',
    path: '/v1/me/identities',
    access: own,
    summary: 'What names the person or signs in as them, since when, and who linked it',
    personal: true,
    responses,
  },
  removeMyIdentity: {
    method: 'DELETE',
    path: '/v1/me/identities/{identityId}',
    access: own,
    summary: 'Removes what names the person, but not the last that they sign in with',
    pathParameters,
    personal: true,
    responses: removed,
    problems: ['recent-authentication-required', 'conflict', 'subject-erased'],
    example: exampleOfOne,
  },
  queryIdentities: {
    method: 'POST',
    path: '/v1/identities/query',
    access: staff,
    summary: 'What names a person; the person sees in their activity that staff read it',
    body: z.strictObject({ subject: identifierField }),
    personal: true,
    responses,
    problems: ['not-found', 'subject-erased'],
    example: { body: { subject: { type: 'email', value: 'ada@example.org' } } },
  },
  removeIdentity: {
    method: 'DELETE',
    path: '/v1/identities/{identityId}',
    access: staff,
    summary: 'Removes what names a person, but not the last; the person sees it in their activity',
    pathParameters,
    personal: true,
    responses: removed,
    problems: ['conflict', 'subject-erased'],
    example: exampleOfOne,
  },
});
