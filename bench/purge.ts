import type { SubjectId } from '../lambda/value/ids.ts';
import { openRecords } from '../lambda/record/store.ts';
import type { Benchmark } from './measure.ts';
import { atLeast, ratioOf, timed } from './measure.ts';
import { inBatches, newPersonWith } from './rows.ts';
import type { Service } from './service.ts';
import { openService } from './service.ts';

export const purge = (rows: number): Benchmark => ({
  name: 'purge',
  about: `deleting ${rows} rows of one person, over batches of deletes`,
  async run(progress) {
    const service = await openService();
    try {
      const [ours, theirs] = [
        await newPersonWith(service, rows, progress),
        await newPersonWith(service, rows, progress),
      ];
      const store = openRecords(service);
      progress('deleting');
      const milliseconds = {
        limit: await timed(() => deleteInBatches(service, theirs)),
        ours: await timed(() => store.purge(ours, { keep: new Map() })),
      };
      return [
        ratioOf(
          {
            name: `purge of ${rows} rows`,
            ours: (rows / milliseconds.ours) * 1000,
            limit: (rows / milliseconds.limit) * 1000,
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
