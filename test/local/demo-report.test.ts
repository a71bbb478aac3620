import { expect, test } from 'vitest';
import { Report } from '../../local/demo/report.ts';

function written() {
  const lines: string[] = [];
  return { lines, report: new Report((line) => lines.push(line)) };
}

test('a check that fails says what was expected, and the report says how many failed', () => {
  const { lines, report } = written();

  report.check('rows of the erased person', [2, 1], [2, 0]);
  report.check('others', 19, 19);
  report.close();

  expect(report.failed).toBe(true);
  expect(lines).toEqual([
    'FAIL rows of the erased person: 2 -> 1, and not 2 -> 0',
    'ok   others: 19',
    '',
    'checks that failed: 1',
  ]);
});

test('parts that are played side by side are printed one after the other, and their failures count', async () => {
  const { lines, report } = written();
  const fast = Promise.withResolvers<undefined>();

  await Promise.all([
    report.beside('slow', async (own) => {
      own.print('slow begins');
      await fast.promise;
      own.check('slow', 1, 2);
    }),
    report.beside('fast', (own) => {
      own.print('fast');
      fast.resolve(undefined);
      return Promise.resolve();
    }),
  ]);

  expect(
    lines.filter((line) => line !== '').map((line) => line.replace(/^ *\d+ s/, '_ s')),
  ).toEqual(['_ s  fast', 'fast', '_ s  slow', 'slow begins', 'FAIL slow: 1, and not 2']);
  expect(report.failed).toBe(true);
});

test('a part that stops says why, after what it printed before, and counts as failed', async () => {
  const { lines, report } = written();

  await report.beside('part', (own) => {
    own.print('begun');
    return Promise.reject(new TypeError('no answer'));
  });

  expect(lines.slice(-2)).toEqual(['begun', 'FAIL TypeError: no answer']);
  expect(report.failed).toBe(true);
});
