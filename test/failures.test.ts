import { describe, expect, test } from 'vitest';
import { failLines, failuresOf, testReport } from './failures.ts';

const passed = { ancestorTitles: ['a sum'], title: 'adds', status: 'passed', failureMessages: [] };

const failuresIn = (...testResults: object[]) =>
  failuresOf(
    'unit',
    testReport.parse({ numPassedTests: 0, numFailedTests: 0, testResults }),
    '/home/custos',
  );

describe('a failing test', () => {
  test('is named by project, file and titles, with the first line of its message', () => {
    const failed = {
      ancestorTitles: ['a sum', 'of\ntwo'],
      title: 'is right',
      status: 'failed',
      failureMessages: ['AssertionError: expected 3 to be 4\n    at sum.test.ts:2:9', 'second'],
    };

    const lines = failuresIn({
      name: '/home/custos/test/sum.test.ts',
      status: 'failed',
      message: '',
      assertionResults: [passed, failed],
    });

    expect(lines).toEqual([
      'FAIL unit > test/sum.test.ts > a sum > of two > is right: AssertionError: expected 3 to be 4',
    ]);
  });

  test('of a property has the seed and the path that repeat it', () => {
    const message =
      'Error: Property failed after 57 tests\n{ seed: 7, path: "56:1", endOnFailure: true }\nCounterexample: [[]]';
    const failed = { ...passed, status: 'failed', failureMessages: [message] };

    const lines = failuresIn({
      ...{ name: '/home/custos/test/sum.test.ts', status: 'failed', message: '' },
      assertionResults: [failed],
    });

    expect(lines).toEqual([
      'FAIL unit > test/sum.test.ts > a sum > adds: Error: Property failed after 57 tests { seed: 7, path: "56:1", endOnFailure: true }',
    ]);
  });

  test.each([
    ['Cannot find module\nat sum.test.ts', 'Cannot find module'],
    ['', 'a hook failed'],
  ])('is a file in which none failed: %j', (message, reason) => {
    const lines = failuresIn(
      {
        name: '/home/custos/test/sum.test.ts',
        status: 'failed',
        message,
        assertionResults: [passed],
      },
      {
        name: '/home/custos/test/other.test.ts',
        status: 'passed',
        message: '',
        assertionResults: [passed],
      },
    );

    expect(lines).toEqual([`FAIL unit > test/sum.test.ts: ${reason}`]);
  });
});

test('the lines that name failures are those that begin with FAIL', () => {
  const output =
    'ok   lint\r\nFAIL format (2 s)\r\n FAIL  |unit| a\nthe FAIL of b\nFAIL unit > c: d\n';

  expect(failLines(output)).toEqual(['FAIL format (2 s)', 'FAIL unit > c: d']);
});
