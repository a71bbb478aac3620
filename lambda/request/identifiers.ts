import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../platform/ids.ts';
import { openJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { aliasRow } from '../subject/alias-row.ts';
import { aliases } from '../subject/table.ts';

const identifier = z.object({
  type: z.string(),
  value: z.string(),
  issuer: z.string().optional(),
});
export type HeldIdentifier = z.output<typeof identifier>;

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
    const box = row?.subjectId === subjectId ? row.link.identifier : undefined;
    if (box === undefined) return undefined;
    const address = { table: aliases, key: { alias }, contentVersion: 1 };
    const opened = await openJson(subjectKeys, subjectId, 'identity', address, box, identifier);
    return opened.kind === 'opened' ? opened.value : undefined;
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
