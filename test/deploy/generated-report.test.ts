import { expect, test } from 'vitest';
import { faultsIn, reportLine } from './generated-report.ts';

/** One call of an operation, as Schemathesis reports it. */
const line = (label: string, status: number, check: 'success' | 'failure') =>
  reportLine.parse({
    ScenarioFinished: {
      recorder: {
        label,
        checks: {
          one: [
            {
              name: 'status_code_conformance',
              status: check,
              failure_info:
                check === 'success'
                  ? null
                  : {
                      failure: {
                        title: 'Undocumented status code',
                        message: `Received: ${status}`,
                      },
                    },
            },
          ],
        },
        interactions: { one: { response: { status_code: status } } },
      },
    },
  });

test('a response that the contract does not name is a fault, once for each operation', () => {
  const lines = [
    line('GET /v1/health', 200, 'success'),
    line('GET /v1/notices', 500, 'failure'),
    line('GET /v1/notices', 500, 'failure'),
  ];

  expect(faultsIn(lines)).toEqual({
    called: new Set(['GET /v1/health', 'GET /v1/notices']),
    accepted: 1,
    faults: ['GET /v1/notices: 500, Undocumented status code: Received: 500'],
  });
});

test('a response of the server before a route is matched is not a fault', () => {
  expect(faultsIn([line('GET /v1/me/activity', 431, 'failure')]).faults).toEqual([]);
});

test('an event without calls says nothing', () => {
  const empty = reportLine.parse({ ScenarioFinished: { recorder: { label: 'GET /v1/health' } } });

  expect(faultsIn([empty, reportLine.parse({ EngineStarted: {} })])).toEqual({
    called: new Set(),
    accepted: 0,
    faults: [],
  });
});
