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
  const held: HeldIdentifier[] = [];
  for await (const { alias } of named) {
    const row = await getRow(database, aliases, { alias }, aliasRow);
    const box = row?.subjectId === subjectId ? row.link.identifier : undefined;
    if (box === undefined) continue;
    const address = { table: aliases, key: { alias }, contentVersion: 1 };
    const opened = await openJson(subjectKeys, subjectId, 'identity', address, box, identifier);
    if (opened.kind === 'opened') held.push(opened.value);
  }
  return held;
}
