import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { randomBytes } from 'node:crypto';
import { recountPerson } from '../lambda/erasure/count.ts';
import { purgedTables } from '../lambda/erasure/purged-tables.ts';
import { insert } from '../lambda/platform/dynamo/statement.ts';
import { transact } from '../lambda/platform/dynamo/transact.ts';
import { records } from '../lambda/record/table.ts';
import { subjects } from '../lambda/subject/table.ts';
import { newRecordId, newSubjectId } from '../lambda/value/ids.ts';
import type { SubjectId } from '../lambda/value/ids.ts';
import { toRfc3339 } from '../lambda/value/time.ts';
import { lanesOf, planOf } from '../lambda/verification/plan.ts';
import { scanParts } from '../lambda/verification/scan.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { atMost, ratioOf } from './measure.ts';
import { meter } from './meter.ts';
import type { Meter, Units } from './meter.ts';
import { openService } from './service.ts';
import type { Service } from './service.ts';

const rowsOfPerson = 100;
const bytesOfRow = 700;
const rowsPerCall = 25;
const callsAtOnce = 8;
/** The embedded database reads each page of a Scan from the beginning: more takes it too long. */
const mostRowsOfPass = 100_000;

/**
 * What one erasure reads to be verified, and what a pass reads, beside few and beside ten times as many rows
 * of other people. A recount must read the same, a pass ten times as much and no more.
 */
export const verification = (rows: number): Benchmark => ({
  name: 'verification',
  about: `the recount of one person and a pass, beside ${rows} rows of others, over ${rows / 10}`,
  async run(progress) {
    const service = await openService();
    try {
      const { take } = meter(service.database.client, service.keyring);
      const [person] = await people(service, 6);
      if (person === undefined) throw new TypeError('no person was made');
      await fill(service, rows / 10, progress);
      const few = await measure(service, person, take, { rows: rows / 10, progress });
      await fill(service, (rows * 9) / 10, progress);
      const many = await measure(service, person, take, { rows, progress });
      const beside = `the same beside ${rows / 10} rows`;
      return [
        ratioOf(
          {
            name: `calls of a recount beside ${rows} rows`,
            ...{ ours: many.recount.dataEvents, limit: few.recount.dataEvents, unit: 'calls' },
            against: beside,
          },
          atMost(1.05),
        ),
        ratioOf(
          {
            name: `read units of a recount beside ${rows} rows`,
            ...{ ours: many.recount.readUnits, limit: few.recount.readUnits, unit: 'units' },
            against: beside,
          },
          atMost(1.05),
        ),
        ...(few.unitsOfRow !== undefined && many.unitsOfRow !== undefined
          ? [
              ratioOf(
                {
                  name: `read units a row of a pass over ${rows} rows`,
                  ...{ ours: many.unitsOfRow, limit: few.unitsOfRow, unit: 'units' },
                  against: beside,
                },
                atMost(1.05),
              ),
            ]
          : []),
      ];
    } finally {
      await service.stop();
    }
  },
});

interface Measured {
  readonly recount: Units;
  /** Read units of a pass for each row. */
  readonly unitsOfRow?: number;
}

async function measure(
  { database, media, clock }: Service,
  subjectId: SubjectId,
  take: Meter['take'],
  { rows: others, progress }: { readonly rows: number; readonly progress: ReportProgress },
): Promise<Measured> {
  const { controls } = await recountPerson({ database, media }, { subjectId });
  take();
  await recountPerson({ database, media }, { subjectId, controls });
  const recount = take();
  progress(`recount: ${recount.dataEvents} calls, ${recount.readUnits} units`);
  if (others > mostRowsOfPass) return { recount };
  const plan = planOf(purgedTables.map(({ name }) => ({ name, bytes: 0, rows: 0 })));
  const parts = lanesOf(plan).flat();
  const began = performance.now();
  const { rows } = await scanParts(
    // Without pauses: other work than people's waits for the database.
    { database, media, remainingMilliseconds: () => 0.001 },
    { until: toRfc3339(clock()), parts: parts.filter((part) => 'table' in part) },
  );
  const pass = take();
  const seconds = (performance.now() - began) / 1000;
  progress(
    `pass of ${rows} rows: ${pass.dataEvents} calls, ${pass.readUnits} units, ${seconds.toFixed(1)} s`,
  );
  return { recount, unitsOfRow: pass.readUnits / rows };
}

/** People with some records each: one who is counted, and neighbours. */
async function people(service: Service, count: number): Promise<readonly SubjectId[]> {
  const made = Array.from({ length: count }, newSubjectId);
  for (const subjectId of made) {
    const row = { subjectId, status: 'active', version: 1, createdAt: service.clock() };
    await transact(service.database, [insert(subjects, row)]);
    for (let written = 0; written < rowsOfPerson; written += rowsPerCall) {
      await write(service, () => subjectId);
    }
  }
  return made;
}

async function fill(service: Service, rows: number, progress: ReportProgress): Promise<void> {
  let subjectId = newSubjectId();
  const perWave = rowsPerCall * callsAtOnce;
  for (let written = 0; written < rows; written += perWave) {
    if (written % rowsOfPerson === 0) subjectId = newSubjectId();
    const own = subjectId;
    await Promise.all(Array.from({ length: callsAtOnce }, () => write(service, () => own)));
    if (written % 50_000 === 0) progress(`${written} of ${rows} rows written`);
  }
}

async function write(
  { database: { client, physicalName } }: Pick<Service, 'database'>,
  personOf: () => SubjectId,
): Promise<void> {
  const Item = () => ({
    subjectId: { S: personOf() },
    recordId: { S: newRecordId() },
    category: { S: 'prompt-text' },
    version: { N: '1' },
    sealed: { B: randomBytes(bytesOfRow) },
  });
  const requests = Array.from({ length: rowsPerCall }, () => ({ PutRequest: { Item: Item() } }));
  await client.send(
    new BatchWriteItemCommand({ RequestItems: { [physicalName(records)]: requests } }),
  );
}
