import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { jurisdictionField, localeField } from '../platform/http/fields.ts';

const locale = z.strictObject({ locale: localeField.optional() });
const noticeFields = z.strictObject({
  id: z.string(),
  version: z.string().describe('First 16 hex digits of the hash of its texts.'),
  locale: z.string(),
  markdown: z.string(),
  effectiveFrom: z.iso.date(),
  material: z.boolean().describe('Whether consents given before it need renewal.'),
});
const notice = noticeFields.meta({ id: 'Notice', description: 'A notice in one language.' });
const listedNotice = z
  .strictObject({
    ...noticeFields.omit({ locale: true, markdown: true }).shape,
    title: z.string(),
    purposes: z.array(z.string()),
    locales: z.array(z.string()),
  })
  .meta({ id: 'ListedNotice', description: 'A notice without its text.' });
const example = {
  id: 'privacy',
  version: '3f6c2a9d1e4b5a70',
  locale: 'en',
  markdown: '# Privacy notice',
  effectiveFrom: '2026-11-01',
  material: true,
};

export const noticeRoutes = defineRoutes({
  getMyNotice: {
    method: 'GET',
    path: '/v1/me/notice',
    access: { kind: 'token', caller: 'subject', scope: 'custos/self' },
    summary: 'The notice in force, in the best language there is, and the law that applies',
    query: locale,
    personal: true,
    responses: {
      200: {
        description: 'The notice',
        body: z.strictObject({ notice, jurisdiction: jurisdictionField }),
        example: { notice: example, jurisdiction: 'gdpr' },
      },
    },
    problems: ['not-found'],
  },
  listNotices: {
    method: 'GET',
    path: '/v1/notices',
    access: { kind: 'public' },
    summary: 'The notices in force',
    personal: false,
    responses: {
      200: {
        description: 'Every notice with its version and languages',
        body: z.strictObject({ items: z.array(listedNotice) }),
        example: {
          items: [
            {
              id: 'privacy',
              version: '3f6c2a9d1e4b5a70',
              effectiveFrom: '2026-11-01',
              material: true,
              title: 'Privacy notice',
              purposes: ['service-provision', 'improvement'],
              locales: ['en', 'de'],
            },
          ],
        },
      },
    },
  },
  getNotice: {
    method: 'GET',
    path: '/v1/notices/{id}/{version}',
    access: { kind: 'public' },
    summary: 'One version of a notice, named by the hash of its texts',
    pathParameters: z.strictObject({
      id: z.string().min(1).max(64).describe('Id of the notice in the policy.'),
      version: z.string().min(1).max(64).describe('The version to read.'),
    }),
    query: locale,
    personal: false,
    responses: {
      200: {
        description: 'The notice',
        body: z.strictObject({ notice }),
        example: { notice: example },
      },
    },
    problems: ['not-found'],
    example: { pathParameters: { id: 'privacy', version: '3f6c2a9d1e4b5a70' } },
  },
});
