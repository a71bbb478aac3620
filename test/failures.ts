import { relative } from 'node:path';
import * as z from 'zod';

/** What vitest's JSON report says of the tests that failed. */
export const testReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/** One line for each failing test, and for each file that fails in none, as where it cannot be imported. */
export function failuresOf(
  project: string,
  { testResults }: z.infer<typeof testReport>,
  root: string,
): readonly string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = [project, relative(root, name).replaceAll('\\', '/')];
      const failed = assertionResults.filter(({ status }) => status === 'failed');
      if (failed.length === 0) return [failure(file, message || 'a hook failed')];
      return failed.map(({ ancestorTitles, title, failureMessages }) =>
        failure([...file, ...ancestorTitles, title], failureMessages[0] ?? ''),
      );
    });
}

/** The lines of a run that name what failed: a log may be cut where each was printed first. */
export const failLines = (output: string): readonly string[] =>
  output.split(/\r?\n/).filter((line) => line.startsWith('FAIL '));

function failure(path: readonly string[], message: string): string {
  const [first = '', second = ''] = message.split(/\r?\n/, 2);
  // A property of fast-check: what repeats the case is in the second line.
  const repeats = second.startsWith('{ seed: ') ? ` ${second}` : '';
  return `FAIL ${oneLine(path.join(' > '))}: ${first}${repeats}`;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
