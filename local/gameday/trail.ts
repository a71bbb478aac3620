import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditRecord } from '../audit/record.ts';

/** Records of the audit files of a home, as an investigation reads them; without a line that is being written. */
export async function readTrail(directory: string): Promise<AuditRecord[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jsonl')).sort();
  const files = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')));
  // The runtime wrote the file.
  return files.flatMap((file) =>
    file
      .slice(0, file.lastIndexOf('\n') + 1)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as AuditRecord),
  );
}

const subjectId = /"(?::?subjectId)":"([0-9a-f-]{36})"/g;

/** Random ids of the people whose rows of a table a function read, from a time on. */
export const peopleRead = (
  records: readonly AuditRecord[],
  read: { readonly by: string; readonly table: string; readonly since: Date },
): string[] => [
  ...new Set(
    records
      .filter(
        ({ eventName, eventTime, resources, userIdentity }) =>
          userIdentity.arn.endsWith(`/${read.by}`) &&
          ['GetItem', 'BatchGetItem', 'Query'].includes(eventName) &&
          // The record has whole seconds.
          Date.parse(eventTime) >= read.since.getTime() - 1_000 &&
          resources.some(({ ARN }) => ARN.includes(`-Data-${read.table}`)),
      )
      .flatMap(({ requestParameters }) =>
        [...JSON.stringify(requestParameters).matchAll(subjectId)].map(([, id = '']) => id),
      ),
  ),
];
