import { dirname, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { purgedTables } from '../../lambda/erasure/purged-tables.ts';
import { pendingFinality } from '../../lambda/finality/table.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { records } from '../../lambda/record/table.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { toRfc3339 } from '../../lambda/value/time.ts';
import { verificationPasses } from '../../lambda/verification/table.ts';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import { killAtEveryWrite } from '../faults/kill-at-every-write.ts';
import { firstAttempt, openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { scanOn } from './pass-fixture.ts';

const program = resolve(import.meta.dirname, 'dying-pass-process.ts');
const passId = '019addff-0000-7000-8000-000000000001';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
  fixture.setClock('2026-11-28T10:00:00.250Z');
});
afterAll(() => fixture.stop());

test('a pass whose process SIGKILL ends at every write and checkpoint finds what one finds that runs at once', async () => {
  const { user, ask } = erasures(() => fixture);
  await user();
  const [ada, grace] = [await user(), await user()];
  for (const person of [ada, grace]) await erase(fixture, firstAttempt(await ask(person)));
  const left = { subjectId: ada.subjectId, recordId: 'left', version: 1 };
  await transact(fixture.database, [insert(records, left)]);
  fixture.pass(1_300);
  const until = toRfc3339(fixture.clock());
  const parts = purgedTables.map(({ name }) => ({ table: name, segment: 0, segments: 1 }));
  const whole = await scanOn(fixture, { until, parts });

  const { endpoint, tables } = fixture.server;
  const execution = 'killed';
  await fixture.workflow.start('verification-pass', execution, { passId });
  const moments = await killAtEveryWrite(program, {
    ...{ endpoint, tables, policy: fixture.policy, now: until, execution },
    ...{ keyFile: fixture.keyFile, objects: dirname(fixture.keyFile) },
  });

  const pending = (await fixture.rows(pendingFinality)).map((row) => [
    row['subjectSha256'],
    row['residue'] ?? row['verified'],
  ]);
  expect(new Map(pending as [string, unknown][])).toEqual(
    new Map<string, unknown>([
      [sha256Hex(ada.subjectId), { passId, rows: { records: 1 } }],
      [
        sha256Hex(grace.subjectId),
        expect.objectContaining({ passId, rows: whole.rows, tables: purgedTables.length }),
      ],
    ]),
  );
  const passes = await fixture.rows(verificationPasses);
  expect(passes.find((row) => row['passId'] === passId)).toMatchObject({
    ...{ state: 'conclusive', erasures: 1, residues: 1, rows: whole.rows },
  });
  expect(passes).toHaveLength(2);
  for (const step of ['begin', 'scan-1-1', 'scan-1-3', 'scan-2-2', 'end', 'conclude']) {
    expect(moments.some((one) => one.startsWith('before ') && one.includes(step))).toBe(true);
    expect(moments.some((one) => one.startsWith('after ') && one.includes(step))).toBe(true);
  }
  for (const write of ['ExecuteTransaction', 'BatchExecuteStatement']) {
    expect(moments.some((one) => one.startsWith(write))).toBe(true);
  }
}, 600_000);
