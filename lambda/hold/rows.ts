import * as z from 'zod';
import {
  bytesColumn,
  holdIdColumn,
  subjectIdColumn,
  timeColumn,
} from '../platform/dynamo/columns.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Hold } from '../retention/model/hold.ts';
import { holdStates } from '../retention/model/hold.ts';
import { holds } from './table.ts';

/** Evidence of how requests were answered, which outlives an erasure: a hold is why one was cut short. */
const erasureClass = 'request-evidence';

/** What the index `by-state` holds. */
export const indexRow = z.object({
  state: z.enum(holdStates),
  subjectId: subjectIdColumn,
  holdId: holdIdColumn,
});
export const holdRow = z.object({
  subjectId: subjectIdColumn,
  holdId: holdIdColumn,
  state: z.enum(holdStates),
  version: z.int(),
  categories: z.array(z.string()).optional(),
  placedAt: timeColumn,
  releasedAt: timeColumn.optional(),
  sealed: bytesColumn,
});
type Row = z.output<typeof holdRow>;
/** What needs no key. */
export const listedRow = holdRow.omit({ sealed: true });
const sealedText = z.object({ matter: z.string() });

export const keyOf = (hold: Pick<Hold, 'subjectId' | 'holdId'>) => ({
  subjectId: hold.subjectId,
  holdId: hold.holdId,
});
const addressOf = (hold: Pick<Hold, 'subjectId' | 'holdId'>) => ({
  table: holds,
  key: keyOf(hold),
  contentVersion: 1,
});

/** Seals what a hold is about. */
export const sealMatter = (
  keys: SubjectKeys,
  hold: Pick<Hold, 'subjectId' | 'holdId'>,
  matter: string,
): Promise<Uint8Array> => sealJson(keys, hold.subjectId, erasureClass, addressOf(hold), { matter });

/** Without its matter once the key of the evidence is destroyed. */
export async function openHold(keys: SubjectKeys, { sealed, ...hold }: Row): Promise<Hold> {
  const address = addressOf(hold);
  const text = await openJson(keys, hold.subjectId, erasureClass, address, sealed, sealedText);
  return { ...hold, matter: text.kind === 'opened' ? text.value.matter : undefined };
}
