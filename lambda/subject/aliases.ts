import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Item } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { newIdentityId, newSubjectId } from '../value/ids.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import { sealJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock } from '../value/time.ts';
import {
  aliasRow,
  erasedMarker,
  isSameLink,
  linked,
  linkedAs,
  linkOf,
  namedBy,
  reservation,
  subjectOf,
} from './alias-row.ts';
import type { AliasRow, Link, Linking, Withheld } from './alias-row.ts';
import type { LinkEntryDependencies } from './link-entries.ts';
import { enterLinked } from './link-entries.ts';
import type { Identifier, Subject } from './model/subject.ts';
import { aliases } from './table.ts';

/** What an alias names now. */
type Sighting =
  | { readonly kind: 'known'; readonly subject: Subject; readonly row: AliasRow }
  | { readonly kind: 'unknown' | 'erased'; readonly row?: AliasRow };

type Attached = 'attached' | 'names-another' | 'claimed-by-another' | 'erased' | 'erased-before';

/** The alias rows, which never share a transaction with another table. */
export interface Aliases {
  readonly aliasOf: (identifier: Identifier) => Promise<string>;
  readonly look: (alias: string) => Promise<Sighting>;
  /**
   * Reserve, write the person, link: a crash in between leaves a reservation that the next
   * registration completes, and of many at the same moment one makes the person.
   *
   * @param make writes the person and what is to be entered of the link; returns whether it did
   */
  claim(
    identifier: Identifier,
    linking: Linking,
    make: (subjectId: SubjectId, link: Link) => Promise<boolean>,
  ): Promise<{ readonly made: boolean; readonly subject: Subject }>;
  /**
   * Lets an identifier name `subject` too, unless it names another person, or named a person who was
   * erased and `again` does not say that they are to be known again.
   */
  readonly attach: (
    subject: Subject,
    identifier: Identifier,
    linking: Linking & { readonly registerAgain?: boolean },
  ) => Promise<Attached>;
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

export interface AliasesDependencies extends LinkEntryDependencies {
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
    next: Link,
  ): Promise<boolean> => {
    const address = { table: aliases, key: { alias }, contentVersion: 1 };
    const ciphertext = await sealJson(deps.subjectKeys, subjectId, 'identity', address, identifier);
    const item = linked(subjectId, ciphertext, next);
    return write(alias, row, item, row?.expiresAt === undefined ? undefined : 'expiresAt');
  };

  const made = (subjectId: SubjectId, { type }: Identifier, row?: AliasRow) => ({
    identityId: row?.link.identityId ?? newIdentityId(subjectId),
    type,
    since: deps.clock(),
  });

  const erase: Aliases['erase'] = (row, withheld) => {
    const marker = erasedMarker(row, deps.clock(), withheld);
    const gone = withheld?.onHold === true ? 'expiresAt' : 'subjectId';
    return write(row.alias, row, marker, row[gone] === undefined ? undefined : gone);
  };

  return {
    aliasOf,
    look,
    erase,

    async claim(identifier, linking, make) {
      const alias = await aliasOf(identifier);
      let isNew = false;
      return retryOnConflict(
        {
          attempts: maximumAttempts,
          exhausted: 'an identifier kept changing while it was registered',
        },
        async () => {
          const seen = await look(alias);
          if (seen.kind === 'known') return { made: isNew, subject: seen.subject };
          const { row } = seen;
          const reserved = row?.status === 'reserved' ? subjectOf(row) : undefined;
          if (reserved === undefined) {
            await write(alias, row, reservation(newSubjectId(), deps.clock()));
            return conflict;
          }
          const next = linkedAs(undefined, linking, made(reserved, identifier, row));
          if (next === undefined) throw new TypeError('no new claim is open');
          if (await make(reserved, next)) isNew = true;
          await link({ alias, row }, reserved, identifier, next);
          return conflict;
        },
      );
    },

    async attach(subject, identifier, { registerAgain = false, ...linking }) {
      const { subjectId } = subject;
      const alias = await aliasOf(identifier);
      let entered = false;
      return retryOnConflict(
        { attempts: maximumAttempts, exhausted: 'an identifier kept changing while it was linked' },
        async () => {
          const seen = await look(alias);
          if (seen.kind === 'known' && seen.subject.subjectId !== subjectId) return 'names-another';
          if (seen.kind === 'erased' && !registerAgain) return 'erased-before';
          const before = seen.kind === 'known' ? linkOf(seen.row) : undefined;
          const next = linkedAs(before, linking, made(subjectId, identifier));
          if (next === undefined) return 'claimed-by-another';
          if (before !== undefined && isSameLink(before, next)) return 'attached';
          if (!entered && before?.assurance !== next.assurance) {
            await enterLinked(deps, subjectId, next, linking.by);
            entered = true;
          }
          if (!(await link({ alias, row: seen.row }, subjectId, identifier, next))) return conflict;
          // The fence may have been set meanwhile, and the erasure may have listed the aliases.
          if ((await getSubject(subjectId))?.status === 'active') return 'attached';
          const written = await look(alias);
          if (written.row?.subjectId === subjectId) await erase(written.row);
          return 'erased';
        },
      );
    },
  };
}
