import type { SubjectId } from '../lambda/value/ids.ts';
import { startOf, sweepPage } from '../lambda/retention/sweep-person.ts';
import { timed } from './measure.ts';
import { inBatches } from './rows.ts';
import { partsOf } from './service.ts';
import type { Where } from './service.ts';
import { peakMegabytes } from './peak-memory.ts';

/** Sweeps one person, or only updates their rows, and reports time and peak memory. */
const { what, subjectId, rows, end, ...where } = JSON.parse(process.argv[2] ?? '{}') as Where & {
  readonly what: 'sweep' | 'update';
  readonly subjectId: SubjectId;
  readonly rows: number;
  /** Epoch seconds that `update` writes. */
  readonly end: number;
};
const parts = partsOf(where);

const work = {
  sweep: async () => {
    let place = startOf(subjectId);
    while (!place.isDone) place = await sweepPage({ ...parts, rowsPerPage: 1_000 }, place);
    if (place.changed !== rows) throw new Error(`${place.changed} of ${rows} ends were moved`);
  },
  update: () =>
    inBatches({ ...parts, where }, subjectId, (table) => ({
      Statement: `UPDATE "${table}" SET "expiresAt" = ? WHERE subjectId = ? AND recordId = ?`,
      Parameters: [{ N: String(end) }],
    })),
}[what];

const milliseconds = await timed(work);
process.stdout.write(JSON.stringify({ milliseconds, peakMegabytes: peakMegabytes() }), () =>
  process.exit(),
);
