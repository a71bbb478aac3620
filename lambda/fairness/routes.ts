import { defineRoutes } from '../platform/http/contract.ts';
import {
  fairnessReport,
  monitoredSystems,
  reportPath,
  reportQuery,
  review,
  reviewChange,
} from './contract.ts';
import { csvOf } from '../platform/http/csv.ts';
import { fairnessColumns, fairnessRows } from './csv.ts';
import { exampleFigures, exampleReport, exampleTitles } from './examples.ts';
import { fairnessPage } from './page.ts';

const access = { kind: 'token', caller: 'staff', scope: 'custos/governance' } as const;

export const fairnessRoutes = defineRoutes({
  listMonitoredSystems: {
    method: 'GET',
    path: '/v1/fairness/systems',
    access,
    summary: 'Systems that are monitored for bias, and what groups are formed by',
    personal: false,
    responses: {
      200: {
        description: 'The systems that the policy in force monitors',
        body: monitoredSystems,
        example: {
          items: [
            {
              ...{ system: 'upload-limits', title: 'Limits of uploads', period: 'P1M' },
              attributes: [{ attribute: 'residence' }, { attribute: 'gender', title: 'Gender' }],
            },
          ],
        },
      },
    },
    problems: [],
  },
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
        others: {
          'text/csv': {
            columns: fairnessColumns,
            example: csvOf(fairnessColumns, fairnessRows(exampleFigures)),
          },
          'text/html': {
            page: 'The same with charts, to print.',
            example: fairnessPage(exampleFigures, exampleTitles),
          },
        },
      },
    },
    problems: ['not-found'],
  },
  reviewFairness: {
    method: 'POST',
    path: '/v1/fairness/{reportId}/review',
    access: { ...access, recent: true },
    summary: 'Record what is done about a breached threshold, and what came of it',
    pathParameters: reportPath,
    body: reviewChange,
    personal: false,
    responses: {
      200: { description: 'The review as it is now', body: review, example: exampleReport.review },
    },
    problems: ['conflict'],
    example: {
      pathParameters: { reportId: exampleReport.reportId },
      body: { measure: exampleReport.review.measure },
    },
  },
});
