import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { jurisdictionField, localeField } from '../platform/http/fields.ts';

const locale = z.strictObject({ locale: localeField.optional() });
const noticeFields = z.strictObject({
  id: z.string(),
  version: z.string().describe('First 16 hex digits of the hash of its texts.'),
  locale: z.string(),
  markdown: z.string(),
  summary: z.string().optional().describe('In a few plain sentences, in the best language.'),
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
  summary: 'We use what you write to answer you and delete it after 30 days.',
  effectiveFrom: '2026-11-01',
  material: true,
};

const law = z
  .strictObject({
    standing: z.enum(['active', 'advisory']),
    reviewedOn: z.iso.date().optional().describe('When somebody checked it for the controller.'),
    why: z.enum(['not-reviewed', 'orientation-only']).optional(),
  })
  .meta({
    id: 'LawStanding',
    description: 'Whether dates and rights of the law were checked, or are for orientation.',
  });

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
        body: z.strictObject({ notice, jurisdiction: jurisdictionField, law }),
        example: {
          notice: example,
          jurisdiction: 'gdpr',
          law: { standing: 'active', reviewedOn: '2026-11-01' },
        },
        otherExamples: {
          advisory: {
            notice: example,
            jurisdiction: 'gdpr',
            law: { standing: 'advisory', why: 'not-reviewed' },
          },
        },
      },
    },
    problems: ['not-found'],
  },
  listNotices: {
    method: 'GET',
    path: '/v1/notices',
    access: { kind: 'public' },
    summary: 'The notices in force',
    query: locale,
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
              summary: 'We use what you write to answer you and delete it after 30 days.',
              title: 'Privacy notice',
              purposes: ['service-provision', 'improvement'],
              locales: ['en', 'de'],
            },
          ],
        },
      },
    },
  },
  getGpcSupport: {
    method: 'GET',
    path: '/.well-known/gpc.json',
    access: { kind: 'public' },
    summary: 'That opt-out signals are obeyed, as Global Privacy Control publishes it',
    personal: false,
    responses: {
      200: {
        description: 'The resource that W3C Global Privacy Control defines',
        body: z.strictObject({
          gpc: z.literal(true),
          lastUpdate: z.iso.date().optional().describe('Since when.'),
        }),
        example: { gpc: true, lastUpdate: '2026-11-01' },
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
