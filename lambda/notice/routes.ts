import * as z from 'zod';
import { defineRoutes } from '../platform/http/contract.ts';
import { localeField } from '../platform/http/fields.ts';

export const localeQuery = z.strictObject({ locale: localeField.optional() });
const noticeFields = z.strictObject({
  id: z.string(),
  version: z.string().describe('First 16 hex digits of the hash of its texts.'),
  locale: z.string(),
  markdown: z.string(),
  summary: z.string().optional().describe('In a few plain sentences, in the best language.'),
  effectiveFrom: z.iso.date(),
  material: z.boolean().describe('Whether consents given before it need renewal.'),
});
export const noticeField = noticeFields.meta({
  id: 'Notice',
  description: 'A notice in one language.',
});
const publishedVersion = z
  .strictObject({
    version: z.string(),
    effectiveFrom: z.iso.date(),
    publishedAt: z.iso.datetime().describe('When a deployment first brought it.'),
    locales: z.array(z.string()),
    inForce: z.boolean(),
  })
  .meta({ id: 'NoticeVersion' });
const versionsField = z
  .array(publishedVersion)
  .describe('Every version that was published; `GET /v1/notices/{id}/{version}` has its text.');
const listedNotice = z
  .strictObject({
    ...noticeFields.omit({ locale: true, markdown: true }).shape,
    title: z.string(),
    purposes: z.array(z.string()),
    locales: z.array(z.string()),
    versions: versionsField,
  })
  .meta({ id: 'ListedNotice', description: 'A notice without its text.' });
export const noticeExample = {
  id: 'privacy',
  version: '3f6c2a9d1e4b5a70',
  locale: 'en',
  markdown: '# Privacy notice',
  summary: 'We use what you write to answer you and delete it after 30 days.',
  effectiveFrom: '2026-11-01',
  material: true,
};

export const noticeRoutes = defineRoutes({
  listNotices: {
    method: 'GET',
    path: '/v1/notices',
    access: { kind: 'public' },
    summary: 'The notices in force, and every version that was published',
    query: localeQuery,
    personal: false,
    responses: {
      200: {
        description: 'Every notice with its version and languages',
        body: z.strictObject({
          items: z.array(listedNotice),
          withdrawn: z
            .array(z.strictObject({ id: z.string(), title: z.string(), versions: versionsField }))
            .describe('Notices that were in force and are no longer.'),
        }),
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
              versions: [
                {
                  version: '3f6c2a9d1e4b5a70',
                  effectiveFrom: '2026-11-01',
                  publishedAt: '2026-10-20T09:00:00.000Z',
                  locales: ['en', 'de'],
                  inForce: true,
                },
              ],
            },
          ],
          withdrawn: [],
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
    summary: 'One version of a notice, in force or not, named by the hash of its texts',
    pathParameters: z.strictObject({
      id: z.string().min(1).max(64).describe('Id of the notice in the policy.'),
      version: z.string().min(1).max(64).describe('The version to read.'),
    }),
    query: localeQuery,
    personal: false,
    responses: {
      200: {
        description: 'The notice',
        body: z.strictObject({ notice: noticeField }),
        example: { notice: noticeExample },
      },
    },
    problems: ['not-found'],
    example: { pathParameters: { id: 'privacy', version: '3f6c2a9d1e4b5a70' } },
  },
});
