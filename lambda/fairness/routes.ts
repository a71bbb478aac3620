import { defineRoutes } from '../platform/http/contract.ts';
import { fairnessReport, reportPath, reportQuery, review, reviewChange } from './contract.ts';
import { exampleReport } from './examples.ts';

const access = { kind: 'token', caller: 'staff', scope: 'custos/governance' } as const;

export const fairnessRoutes = defineRoutes({
  readFairness: {
    method: 'GET',
    path: '/v1/fairness',
    access,
    summary: 'Whether a system treats groups of people alike: the report of a period',
    query: reportQuery,
    personal: false,
    responses: {
      200: {
        description: 'The report of the period: always the same figures, however often it is read',
        body: fairnessReport,
        example: exampleReport,
      },
    },
    problems: ['not-found'],
  },
  reviewFairness: {
    method: 'POST',
    path: '/v1/fairness/{reportId}/review',
    access,
    summary: 'Record what is done about a breached threshold, and what came of it',
    pathParameters: reportPath,
    body: reviewChange,
    personal: false,
    responses: {
      200: { description: 'The review as it is now', body: review, example: exampleReport.review },
    },
    problems: ['conflict'],
    example: { body: { measure: exampleReport.review.measure } },
  },
});
