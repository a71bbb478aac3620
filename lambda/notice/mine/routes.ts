import * as z from 'zod';
import { defineRoutes } from '../../platform/http/contract.ts';
import { appliedAsField, jurisdictionField } from '../../platform/http/fields.ts';
import { localeQuery, noticeExample, noticeField } from '../routes.ts';

const law = z
  .strictObject({
    standing: z.enum(['active', 'advisory']),
    reviewedOn: z.iso.date().optional().describe('When it was checked for the controller.'),
    why: z.enum(['not-reviewed', 'orientation-only']).optional(),
  })
  .meta({
    id: 'LawStanding',
    description: 'Whether dates and rights of the law were checked, or are for orientation.',
  });

/** Of a function of its own: what anyone may call has no right to look a person up. */
export const myNoticeRoutes = defineRoutes({
  getMyNotice: {
    method: 'GET',
    path: '/v1/me/notice',
    access: { kind: 'token', caller: 'subject', scope: 'custos/self' },
    summary: 'The notice in force, in the best language there is, and the law that applies',
    query: localeQuery,
    personal: true,
    responses: {
      200: {
        description: 'The notice',
        body: z.strictObject({
          notice: noticeField,
          jurisdiction: jurisdictionField,
          appliedAs: appliedAsField,
          law,
        }),
        example: {
          notice: noticeExample,
          jurisdiction: 'gdpr',
          law: { standing: 'active', reviewedOn: '2026-11-01' },
        },
        otherExamples: {
          advisory: {
            notice: noticeExample,
            jurisdiction: 'gdpr',
            law: { standing: 'advisory', why: 'not-reviewed' },
          },
        },
      },
    },
    problems: ['not-found'],
  },
});
