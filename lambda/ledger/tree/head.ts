import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { bytesColumn } from '../../platform/dynamo/columns.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { getRow } from '../../platform/dynamo/read.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Keyring } from '../../platform/keyring/keyring.ts';
import { emptyRoot } from '../../value/merkle.ts';
import { checkpointText, signedNote } from '../model/checkpoint.ts';
import type { Checkpoint } from '../model/checkpoint.ts';
import { ledgerHead } from './table.ts';

const key = { log: 'ledger' };

/** An entry that gets the next number, and the hash of its leaf. */
const sequenced = z.object({ bucket: z.string(), entryId: z.string(), hash: bytesColumn });
export type Sequenced = z.output<typeof sequenced>;

const headRow = z.object({
  version: z.int(),
  origin: z.string(),
  size: z.int().nonnegative(),
  root: bytesColumn,
  checkpoint: z.string(),
  /** Hours before this one are not read again. */
  closedHour: z.string(),
  /** When the outbox was last read to its end, in milliseconds. */
  lookedAt: z.int(),
  /** Fixed, and not in the tree yet. */
  batch: z.array(sequenced),
});
export type Head = z.output<typeof headRow>;

/** @throws StoreUnavailableError */
export const readHead = (database: Database): Promise<Head | undefined> =>
  getRow(database, ledgerHead, key, headRow);

interface Signing {
  readonly database: Database;
  readonly keyring: Pick<Keyring, 'sign' | 'publicKey'>;
}

/**
 * Begins a log without entries, under a name that no other log has.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function beginLog(deps: Signing): Promise<Head | undefined> {
  const origin = `custos/ledger/${randomUUID()}`;
  const size = 0;
  const head: Head = {
    ...{ version: 1, origin, size, root: emptyRoot },
    checkpoint: await signCheckpoint(deps, { origin, size, root: emptyRoot }),
    ...{ closedHour: '1970-01-01T00', lookedAt: 0, batch: [] },
  };
  return (await isWritten(deps.database, insert(ledgerHead, { ...key, ...head })))
    ? head
    : undefined;
}

/**
 * Changes the head unless another run has.
 *
 * @returns undefined when another run has
 * @throws StoreUnavailableError
 */
export async function changeHead(
  database: Database,
  head: Head,
  changes: Partial<Omit<Head, 'version'>>,
): Promise<Head | undefined> {
  const statement = update(ledgerHead, key, head.version, { ...changes });
  const changed = { ...head, ...changes, version: head.version + 1 };
  return (await isWritten(database, statement)) ? changed : undefined;
}

async function isWritten(database: Database, statement: Statement): Promise<boolean> {
  const outcome = await transact(database, [statement]);
  if (outcome.kind === 'contended')
    throw new StoreUnavailableError('the head of the log is locked');
  return outcome.kind === 'committed';
}

/** @throws KeyringUnavailableError */
export async function signCheckpoint(
  { keyring }: Pick<Signing, 'keyring'>,
  checkpoint: Checkpoint,
): Promise<string> {
  const text = checkpointText(checkpoint);
  const [{ x }, signature] = await Promise.all([
    keyring.publicKey('checkpoints'),
    keyring.sign('checkpoints', Buffer.from(text)),
  ]);
  return signedNote(text, checkpoint.origin, Buffer.from(x, 'base64url'), signature);
}
