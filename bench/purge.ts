import type { SubjectId } from '../lambda/value/ids.ts';
import { openRecords } from '../lambda/record/store.ts';
import type { Benchmark } from './measure.ts';
import { atLeast, median, ratioOf, timed } from './measure.ts';
import { inBatches, newPersonWith } from './rows.ts';
import type { Service } from './service.ts';
import { openService } from './service.ts';

const rounds = 5;

export const purge = (rows: number): Benchmark => ({
  name: 'purge',
  about: `deleting ${rows} rows of ${rounds} people, over batches of deletes`,
  async run(progress) {
    const service = await openService();
    try {
      const store = openRecords(service);
      const each = Math.ceil(rows / rounds);
      const ways = {
        ours: (subjectId: SubjectId) => store.purge(subjectId, { keep: new Map() }),
        limit: (subjectId: SubjectId) => deleteInBatches(service, subjectId),
      };
      const milliseconds = { ours: [] as number[], limit: [] as number[] };
      for (let round = 1; round <= rounds; round += 1) {
        progress(`round ${round} of ${rounds}`);
        // Who comes first alternates too: deletes become slower with every row that the stream has.
        const order = round % 2 === 0 ? (['ours', 'limit'] as const) : (['limit', 'ours'] as const);
        for (const way of order) {
          const subjectId = await newPersonWith(service, each, progress);
          milliseconds[way].push(await timed(() => ways[way](subjectId)));
        }
      }
      const speed = (of: readonly number[]) => (each / median(of)) * 1000;
      return [
        ratioOf(
          {
            name: `purge of ${rows} rows`,
            ours: speed(milliseconds.ours),
            limit: speed(milliseconds.limit),
            unit: 'rows/s',
            against: 'Query of the keys and batches of 25 deletes, one after the other',
          },
          atLeast(0.9),
        ),
      ];
    } finally {
      await service.stop();
    }
  },
});

const deleteInBatches = (service: Service, subjectId: SubjectId): Promise<void> =>
  inBatches(service, subjectId, (table) => ({
    Statement: `DELETE FROM "${table}" WHERE subjectId = ? AND recordId = ?`,
    Parameters: [],
  }));
