import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../cli/command-line.ts';
import { milliseconds, seconds, toEpochSeconds } from '../../lambda/value/time.ts';
import type { RecordInput } from '../../lambda/record/model/record.ts';
import { planSweep } from '../../lambda/retention/plan.ts';
import { newPerson } from '../record/calls.ts';
import { openRecordFixture } from '../record/record-fixture.ts';
import type { RecordFixture } from '../record/record-fixture.ts';
import { say } from './sweeping.ts';

let fixture: RecordFixture;
beforeAll(async () => {
  fixture = await openRecordFixture({ streams: 'off' });
});
afterAll(() => fixture.stop());

const day = 86_400;

/** Rows that were collected ten days ago and end so many days after that. */
async function keep(inputs: readonly (Partial<RecordInput> & { readonly days: number })[]) {
  const { subjectId } = await newPerson(fixture);
  const collectedAt = milliseconds(fixture.clock() - 10 * day * 1000);
  const drafts = inputs.map(({ days, ...input }) =>
    fixture.records.draft(
      subjectId,
      { category: 'prompt-text', purposes: ['service-provision'], content: '', ...input },
      { collectedAt, expiresAt: seconds(toEpochSeconds(collectedAt) + days * day) },
    ),
  );
  await fixture.records.write(drafts, []);
  return subjectId;
}

test('counts by category and purpose what a policy would keep longer, shorter or not at all', async () => {
  const both = ['service-provision', 'improvement'];
  const ada = await keep([{ days: 30 }, { days: 20 }, { days: 60, purposes: both }]);
  await say(fixture, ada, 'given');
  await say(fixture, ada, 'withdrawn');
  await keep([
    { days: 700, purposes: ['improvement'] },
    { days: 400, category: 'feedback', purposes: ['support'] },
  ]);

  const { people, lines } = await planSweep(fixture);

  expect(people).toBe(2);
  const line = (category: string, purpose: string, counts: object) => ({
    ...{ category, purpose, longer: 0, shorter: 0, deleted: 0, unchanged: 0 },
    ...counts,
  });
  expect(lines).toEqual([
    line('feedback', 'all', { longer: 1 }),
    line('feedback', 'support', { longer: 1 }),
    line('prompt-text', 'all', { longer: 1, shorter: 1, deleted: 1, unchanged: 1 }),
    line('prompt-text', 'improvement', { shorter: 1, deleted: 1 }),
    line('prompt-text', 'service-provision', { longer: 1, shorter: 1, unchanged: 1 }),
  ]);
});

test('custos retention plan prints it, and writes nothing', async () => {
  const written: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  for (const [name, value] of [
    ['AWS_REGION', 'eu-central-1'],
    ['AWS_ACCESS_KEY_ID', 'test'],
    ['AWS_SECRET_ACCESS_KEY', 'test'],
  ] as const) {
    vi.stubEnv(name, value);
  }
  const before = await planSweep(fixture);
  const tables = ['subjects', 'records', 'consent-states'].flatMap((name) => [
    '--table',
    `${name}=${fixture.tables[name]}`,
  ]);
  const argv = ['node', 'custos', 'retention', 'plan', '--stage', 'dev', 'policy', ...tables];

  await runCommandLine([...argv, '--endpoint-url', fixture.endpoint]);
  await runCommandLine([...argv, '--endpoint-url', fixture.endpoint, '--json']);
  write.mockRestore();
  vi.unstubAllEnvs();

  expect(written[0]?.split('\n').map((text) => text.split(/ {2,}/))).toEqual([
    ['2 people'],
    [''],
    ['category', 'purpose', 'longer', 'shorter', 'deleted', 'unchanged'],
    ['feedback', 'all', '1', '0', '0', '0'],
    ['feedback', 'support', '1', '0', '0', '0'],
    ['prompt-text', 'all', '1', '1', '1', '1'],
    ['prompt-text', 'improvement', '0', '1', '1', '0'],
    ['prompt-text', 'service-provision', '1', '1', '0', '1'],
    [''],
  ]);
  expect(JSON.parse(written[1]!)).toEqual(before);
  expect(await planSweep(fixture)).toEqual(before);
});
