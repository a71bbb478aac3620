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
import type { LedgerKeys, SubjectKeys } from '../platform/keyring/subject-keys.ts';
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
import type { Beside, Sighting } from './look.ts';
import { lookWith } from './look.ts';
import type { Identifier, Subject } from './model/subject.ts';
import { aliases } from './table.ts';

type Attached = 'attached' | 'names-another' | 'claimed-by-another' | 'erased' | 'erased-before';

/** The alias rows, which never share a transaction with another table. */
export interface Aliases {
  readonly aliasOf: (identifier: Identifier) => Promise<string>;
  readonly look: (alias: string) => Promise<Sighting>;
  /** The same, with what is read beside. */
  readonly lookWith: <Known, Own>(
    alias: string,
    beside: Beside<Known, Own>,
  ) => Promise<{ readonly sighting: Sighting; readonly known: Known; readonly own: Own }>;
  /**
   * Reserve, write the person, link: a crash in between leaves a reservation that the next
   * registration completes, and of many at the same moment one makes the person.
   *
   * @param make writes the person and what is to be entered of the link
   */
  claim(
    identifier: Identifier,
    linking: Linking,
    make: Make,
  ): Promise<{ readonly made: boolean; readonly subject: Subject }>;
  /**
   * Links what was reserved for a person who was written, where a crash came between. Anything else
   * stays as it is.
   */
  completeClaim(identifier: Identifier, linking: Linking, subjectId: SubjectId): Promise<void>;
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

/**
 * Writes a person.
 *
 * @param isNew the id was made by this call: nothing of it is stored
 * @returns the person and their keys; `there` when another call wrote them; `undone` when it has to
 * be tried again
 */
export type Make = (
  subjectId: SubjectId,
  link: Link,
  isNew: boolean,
) => Promise<
  | { readonly kind: 'made'; readonly subject: Subject; readonly keys: LedgerKeys }
  | { readonly kind: 'there' | 'undone' }
>;

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

  const lookBeside: Aliases['lookWith'] = async (alias, beside) => {
    const { sightings, known, own } = await lookWith(deps, [alias], beside);
    return { sighting: sightings[0] ?? { kind: 'unknown' }, known, own };
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
    keys: Pick<SubjectKeys, 'seal'> = deps.subjectKeys,
  ): Promise<boolean> => {
    const address = { table: aliases, key: { alias }, contentVersion: 1 };
    const ciphertext = await sealJson(keys, subjectId, 'identity', address, identifier);
    const item = linked(subjectId, ciphertext, next);
    return write(alias, row, item, row?.expiresAt === undefined ? undefined : 'expiresAt');
  };

  const made = (subjectId: SubjectId, { type }: Identifier, row?: AliasRow) => ({
    identityId: row?.link.identityId ?? newIdentityId(subjectId),
    type,
    since: deps.clock(),
  });

  const newLink = (
    subjectId: SubjectId,
    identifier: Identifier,
    linking: Linking,
    row: AliasRow,
  ): Link => {
    const next = linkedAs(undefined, linking, made(subjectId, identifier, row));
    if (next === undefined) throw new TypeError('no new claim is open');
    return next;
  };

  /** The reservation that is there, or a new one; undefined when another call was faster. */
  const reserve = async (alias: string, row: AliasRow | undefined) => {
    const before = row?.status === 'reserved' ? subjectOf(row) : undefined;
    if (row !== undefined && before !== undefined) return { row, subjectId: before, isNew: false };
    const subjectId = newSubjectId();
    const item = reservation(subjectId, deps.clock());
    if (!(await write(alias, row, item))) return undefined;
    const version = (row?.version ?? 0) + 1;
    return { row: aliasRow.parse({ ...row, alias, ...item, version }), subjectId, isNew: true };
  };

  const erase: Aliases['erase'] = (row, withheld) => {
    const marker = erasedMarker(row, deps.clock(), withheld);
    const gone = withheld?.onHold === true ? 'expiresAt' : 'subjectId';
    return write(row.alias, row, marker, row[gone] === undefined ? undefined : gone);
  };

  return {
    aliasOf,
    look,
    lookWith: lookBeside,
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
          const reserved = await reserve(alias, seen.row);
          if (reserved === undefined) return conflict;
          const { row, subjectId } = reserved;
          const next = newLink(subjectId, identifier, linking, row);
          const outcome = await make(subjectId, next, reserved.isNew);
          if (outcome.kind === 'undone') return conflict;
          const { subject, keys } = outcome.kind === 'made' ? outcome : {};
          if (subject !== undefined) isNew = true;
          const isLinked = await link({ alias, row }, subjectId, identifier, next, keys);
          // No one else has linked it meanwhile: the person is as they were just written.
          return isLinked && subject !== undefined ? { made: true, subject } : conflict;
        },
      );
    },

    async completeClaim(identifier, linking, subjectId) {
      const alias = await aliasOf(identifier);
      const row = await getRow(database, aliases, { alias }, aliasRow);
      if (row?.status !== 'reserved' || subjectOf(row) !== subjectId) return;
      await link(
        { alias, row },
        subjectId,
        identifier,
        newLink(subjectId, identifier, linking, row),
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
