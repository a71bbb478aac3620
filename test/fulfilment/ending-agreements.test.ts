import { describe, expect, test } from 'vitest';
import { reportEndingAgreements } from '../../lambda/fulfilment/ending-agreements.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { copyOfPolicy, edit, loadedFrom } from '../policy/edited-policy.ts';

const kinds = ['agreement', 'transfer-assessment', 'certificate'] as const;

/** What is logged on each day of a policy in which the three dates of one recipient differ. */
function reportedOn(...days: readonly string[]): unknown[] {
  const directory = copyOfPolicy();
  edit(directory, 'expiresOn: 2029-01-31', 'expiresOn: 2027-06-30');
  edit(directory, 'validUntil: 2029-01-31', 'validUntil: 2027-07-31');
  edit(directory, '        expiresOn: 2029-01-31', '        expiresOn: 2027-08-31');
  const { policy } = loadedFrom(directory);
  const lines: string[] = [];
  const log = openLog({ function: 'request-sweep', stage: 'test' }, (line) => {
    lines.push(line);
  });
  for (const day of days) reportEndingAgreements({ policy, log }, day);
  return lines.map((line) => {
    const { code, kind, recipient, days: left } = JSON.parse(line) as Record<string, unknown>;
    expect({ code, recipient }).toEqual({ code: 'AGREEMENT_ENDING', recipient: 'model-provider' });
    return [kind, left];
  });
}

describe('what ends', () => {
  test.each([
    [60, ['2027-05-01', '2027-06-01', '2027-07-02']],
    [30, ['2027-05-31', '2027-07-01', '2027-08-01']],
    [7, ['2027-06-23', '2027-07-24', '2027-08-24']],
  ])('is reported %d days before its last day, and on no day around it', (left, days) => {
    for (const [index, kind] of kinds.entries()) {
      const at = Date.parse(days[index]!);
      const [before, after] = [at - 86_400_000, at + 86_400_000].map((time) =>
        new Date(time).toISOString().slice(0, 10),
      );
      const of = (day: string) => reportedOn(day).filter((line) => (line as unknown[])[0] === kind);

      expect(of(days[index]!)).toEqual([[kind, left]]);
      expect([...of(before!), ...of(after!)]).toEqual([]);
    }
  });

  test('is not reported on its last day, and every day after it', () => {
    expect(reportedOn('2027-06-30', '2027-07-03', '2027-07-04')).toEqual([
      ['agreement', -3],
      ['agreement', -4],
    ]);
  });
});
