import { paginateQuery } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import type { SubjectId } from '../lambda/value/ids.ts';
import { records } from '../lambda/record/table.ts';
import { openRecords } from '../lambda/record/store.ts';
import { writeRecords } from '../lambda/export/files.ts';
import { copied, openMediaFiles } from '../lambda/export/media.ts';
import { writeZip } from '../lambda/export/export-zip.ts';
import { timed } from './measure.ts';
import { connect, partsOf } from './service.ts';
import type { Where } from './service.ts';
import { peakMegabytes } from './peak-memory.ts';

/** Exports one person, or only reads their rows, and reports time and peak memory. */
const { what, subjectId, ...where } = JSON.parse(process.argv[2] ?? '{}') as Where & {
  readonly what: 'export' | 'query';
  readonly subjectId: SubjectId;
};
const parts = partsOf(where);

const work = {
  export: () =>
    writeZip(parts.objects, `exports/${randomUUID()}`, new Date(), async (add, addBytes) => {
      const media = openMediaFiles(parts.media, addBytes);
      const stored = copied(media, subjectId, openRecords(parts).readAll(subjectId));
      await writeRecords(stored, add, parts.clock());
    }),
  query: async () => {
    const client = connect(where.endpoint);
    const pages = paginateQuery(
      { client },
      {
        TableName: parts.database.physicalName(records),
        KeyConditionExpression: 'subjectId = :subjectId',
        ExpressionAttributeValues: { ':subjectId': { S: subjectId } },
        ConsistentRead: true,
      },
    );
    let rows = 0;
    for await (const { Items = [] } of pages) rows += Items.length;
    if (rows === 0) throw new Error('there are no rows');
  },
}[what];

const milliseconds = await timed(work);
process.stdout.write(JSON.stringify({ milliseconds, peakMegabytes: peakMegabytes() }), () =>
  process.exit(),
);
