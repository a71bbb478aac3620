import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Item } from '../platform/dynamo/statement.ts';
import { insert, remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { newSubjectId } from '../platform/ids.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import { sealJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock } from '../platform/time.ts';
import { aliasRow, erasedMarker, linked, namedBy, reservation, subjectOf } from './alias-row.ts';
import type { AliasRow, Withheld } from './alias-row.ts';
import type { AddressClaim, Assurance, Identifier, Subject } from './subject.ts';
import { mayClaim } from './subject.ts';
import { aliases } from './table.ts';

/** What an alias names now. */
type Sighting =
  | { readonly kind: 'known'; readonly subject: Subject; readonly row: AliasRow }
  | { readonly kind: 'unknown' | 'erased'; readonly row?: AliasRow };

type Attached = 'attached' | 'names-another' | 'claimed-by-another' | 'erased';

/** The alias rows, which never share a transaction with another table. */
export interface Aliases {
  readonly aliasOf: (identifier: Identifier) => Promise<string>;
  readonly look: (alias: string) => Promise<Sighting>;
  /**
   * Reserve, write the person, link: a crash in between leaves a reservation that the next
   * registration completes, and of many at the same moment one makes the person.
   *
   * @param make writes the person; answers whether this call did
   */
  claim(
    identifier: Identifier,
    assurance: Assurance,
    make: (subjectId: SubjectId) => Promise<boolean>,
  ): Promise<{ readonly made: boolean; readonly subject: Subject }>;
  /** Lets an identifier name `subject` too, unless it names somebody else. */
  attach(
    subject: Subject,
    identifier: Identifier,
    assurance: Assurance,
    claim?: AddressClaim,
  ): Promise<Attached>;
  /** Of two that name a person `kept` goes on to; false when either changed since it was read. */
  detach(row: AliasRow, kept: AliasRow): Promise<boolean>;
  /** False when the row changed since it was read. */
  erase(row: AliasRow, withheld?: Withheld): Promise<boolean>;
}

/** The key of an alias row: HMAC-SHA-256, in hex, over the bytes of what `normalise` answers. */
export const aliasNameOf = async (
  keyring: Pick<Keyring, 'hmac'>,
  { type, issuer = '', value }: Identifier,
): Promise<string> =>
  Buffer.from(
    await keyring.hmac('alias/v1', [type, Buffer.from(issuer), Buffer.from(value)]),
  ).toString('hex');

/** Attempts against changes that others make at the same moment. */
export const maximumAttempts = 10;

export interface AliasesDependencies {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly subjectKeys: SubjectKeys;
  readonly clock: Clock;
}

export function openAliases(
  deps: AliasesDependencies,
  getSubject: (subjectId: SubjectId) => Promise<Subject | undefined>,
): Aliases {
  const { database } = deps;

  const aliasOf: Aliases['aliasOf'] = (identifier) => aliasNameOf(deps.keyring, identifier);

  const look: Aliases['look'] = async (alias) => {
    const row = await getRow(database, aliases, { alias }, aliasRow);
    if (row === undefined) return { kind: 'unknown' };
    const named = namedBy(row, deps.clock());
    if (named.kind !== 'linked') return { kind: named.kind, row };
    const subject = await getSubject(named.subjectId);
    // The row of the person is written first and removed last.
    return subject === undefined ? { kind: 'erased', row } : { kind: 'known', subject, row };
  };

  const write = async (
    alias: string,
    row: AliasRow | undefined,
    item: Item,
    without?: string,
  ): Promise<boolean> => {
    const statement =
      row === undefined
        ? insert(aliases, { alias, version: 1, ...item })
        : update(aliases, { alias }, row.version, item, without);
    return (await transact(database, [statement])).kind === 'committed';
  };

  const link = async (
    { alias, row }: { readonly alias: string; readonly row: AliasRow | undefined },
    subjectId: SubjectId,
    identifier: Identifier,
    rest: { readonly assurance: Assurance; readonly claims?: readonly AddressClaim[] },
  ): Promise<boolean> => {
    const address = { table: aliases, key: { alias }, contentVersion: 1 };
    const box = await sealJson(deps.subjectKeys, subjectId, 'identity', address, identifier);
    const item = linked(subjectId, { identifier: box, ...rest });
    return write(alias, row, item, row?.expiresAt === undefined ? undefined : 'expiresAt');
  };

  const erase: Aliases['erase'] = (row, withheld) => {
    const marker = erasedMarker(row, deps.clock(), withheld);
    return write(row.alias, row, marker, row.subjectId && 'subjectId');
  };

  return {
    aliasOf,
    look,
    erase,

    async claim(identifier, assurance, make) {
      const alias = await aliasOf(identifier);
      let made = false;
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const seen = await look(alias);
        if (seen.kind === 'known') return { made, subject: seen.subject };
        const { row } = seen;
        const reserved = row?.status === 'reserved' ? subjectOf(row) : undefined;
        if (reserved === undefined) {
          await write(alias, row, reservation(newSubjectId(), deps.clock()));
          continue;
        }
        if (await make(reserved)) made = true;
        await link({ alias, row }, reserved, identifier, { assurance });
      }
      throw new StoreUnavailableError('an identifier kept changing while it was registered');
    },

    async attach(subject, identifier, assurance, claim) {
      const { subjectId } = subject;
      const alias = await aliasOf(identifier);
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const seen = await look(alias);
        if (seen.kind === 'known' && seen.subject.subjectId !== subjectId) return 'names-another';
        const claims = seen.kind === 'known' ? (seen.row.link.claims ?? []) : [];
        if (claim && !mayClaim(claims, claim)) return 'claimed-by-another';
        const claimed = claim === undefined || claims.some(({ alias: one }) => one === claim.alias);
        if (seen.kind === 'known' && claimed) return 'attached';
        const rest = { assurance, claims: claimed ? claims : [...claims, claim] };
        if (!(await link({ alias, row: seen.row }, subjectId, identifier, rest))) continue;
        // The fence may have been set meanwhile, and the erasure may have listed the aliases.
        if ((await getSubject(subjectId))?.status === 'active') return 'attached';
        const written = await look(alias);
        if (written.row?.subjectId === subjectId) await erase(written.row);
        return 'erased';
      }
      throw new StoreUnavailableError('an identifier kept changing while it was linked');
    },

    async detach({ alias, version }, kept) {
      const outcome = await transact(database, [
        // Touched as well, so that of two removals at once one is refused.
        update(aliases, { alias: kept.alias }, kept.version, { status: kept.status }),
        remove(aliases, { alias }, version),
      ]);
      return outcome.kind === 'committed';
    },
  };
}
