import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../platform/ids.ts';
import { openJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { aliasRow } from './alias-row.ts';
import type { Assurance } from './subject.ts';
import { aliases } from './table.ts';

const identifier = z.object({
  type: z.string(),
  value: z.string(),
  issuer: z.string().optional(),
});
export interface HeldIdentifier extends z.output<typeof identifier> {
  readonly assurance?: Assurance;
}

const readsAtOnce = 25;

/** What we know a person by: data about them, so an export tells it. */
export async function identifiersOf(
  { database, subjectKeys }: { readonly database: Database; readonly subjectKeys: SubjectKeys },
  subjectId: SubjectId,
): Promise<readonly HeldIdentifier[]> {
  const named = queryAll(
    database,
    aliases,
    { index: 'by-subject', partition: { subjectId } },
    z.object({ alias: z.string() }),
  );
  const read = async (alias: string): Promise<HeldIdentifier | undefined> => {
    const row = await getRow(database, aliases, { alias }, aliasRow);
    if (row?.subjectId !== subjectId) return undefined;
    const { identifier: box, assurance } = row.link;
    if (box === undefined) return undefined;
    const address = { table: aliases, key: { alias }, contentVersion: 1 };
    const opened = await openJson(subjectKeys, subjectId, 'identity', address, box, identifier);
    if (opened.kind !== 'opened') return undefined;
    return { ...opened.value, ...(assurance && { assurance }) };
  };
  const held: HeldIdentifier[] = [];
  const reading: string[] = [];
  const flush = async (): Promise<void> => {
    const identifiers = await Promise.all(reading.splice(0).map(read));
    held.push(...identifiers.filter((each) => each !== undefined));
  };
  for await (const { alias } of named) {
    reading.push(alias);
    if (reading.length === readsAtOnce) await flush();
  }
  await flush();
  return held;
}
