import * as z from 'zod';
import { entry } from '../ledger/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectCaller } from '../platform/http/exchange.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { milliseconds } from '../platform/time.ts';
import type { Clock } from '../platform/time.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import { openAliases } from './aliases.ts';
import type { Declared } from './declare.ts';
import { declare } from './declare.ts';
import type { Assurance, Identifier, Resolution, Subject } from './subject.ts';
import {
  ageBands,
  jurisdictionOf,
  mayClaim,
  normalise,
  subjectStatuses,
  switches,
  untouched,
} from './subject.ts';
import { aliases as aliasTable, subjects } from './table.ts';

/** Each is read when it is used, so that looking people up needs no data keys. */
export interface SubjectsDependencies {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Policy;
  readonly clock: Clock;
}

interface Registered {
  readonly kind: 'registered' | 'already-known';
  readonly subject: Subject;
}

export type Linked =
  | { readonly kind: 'linked'; readonly subject: Subject }
  | { readonly kind: 'unknown' | 'erased' | 'names-another' };

export type Unlinked =
  | { readonly kind: 'unlinked'; readonly subject: Subject }
  | { readonly kind: 'unknown' | 'erased' | 'not-linked' | 'only-name' | 'primary-identity' };

/** Restrictions and holds of a person. */
type Marks = Partial<Pick<Subject, 'restrictedPurposes' | 'heldCategories'>>;
export type Marked =
  | { readonly kind: 'marked'; readonly subject: Subject }
  | { readonly kind: 'stale' }
  /** The statement in `extra` that met an existing row. */
  | { readonly kind: 'duplicate'; readonly statement: number };

/** @throws StoreUnavailableError, KeyringUnavailableError from every method */
export interface Subjects {
  /** Whom a service means. Reads only. */
  resolve(identifier: Identifier): Promise<Resolution>;
  /** Who is signed in: (issuer, sub), then the verified address. Reads only. */
  find(caller: SubjectCaller): Promise<Resolution>;
  /** As `find`; a person found by their address gets this sign-in as an identity. Writes then. */
  resolveCaller(caller: SubjectCaller): Promise<Resolution>;
  /** Registers whom nobody knows, and anew who was erased; answers whoever is known. */
  register(
    who: Identifier | SubjectCaller,
    options: Declared & { readonly by: 'service' | 'subject' },
  ): Promise<Registered>;
  link(who: Identifier, other: Identifier, assurance: Assurance): Promise<Linked>;
  unlink(who: Identifier, other: Identifier): Promise<Unlinked>;
  get(subjectId: SubjectId): Promise<Subject | undefined>;
  /** Sets the fence of an erasure, the first time with `extra` in its transaction. */
  fence(
    subjectId: SubjectId,
    extra?: readonly Statement[],
  ): Promise<{ readonly kind: 'fenced'; readonly subject: Subject } | { readonly kind: 'unknown' }>;
  /**
   * Changes what is restricted or held, with `extra` in the same transaction. `stale` when the row
   * was changed since `subject` was read: read again and decide anew.
   */
  mark(subject: Subject, marks: Marks, extra: readonly Statement[]): Promise<Marked>;
  /** Turns the aliases into markers, then removes the row of the person. Repeat it freely. */
  forget(subjectId: SubjectId): Promise<{ readonly aliases: number }>;
  jurisdictionOf(subject: Subject | undefined): JurisdictionId;
}

const maximumAttempts = 10;

const settingsField = z.object({
  retention: z.record(z.string(), z.string()),
  training: z.enum(switches),
  personalisation: z.enum(switches),
  storage: z.enum(switches),
  locale: z.string().optional(),
});
export const subjectRow = z.object({
  subjectId: z.string().transform((id) => id as SubjectId),
  status: z.enum(subjectStatuses),
  version: z.number().int(),
  residence: z.string().optional(),
  declaredResidence: z.string().optional(),
  ageBand: z.enum(ageBands).optional(),
  settings: settingsField.default(untouched),
  restrictedPurposes: z.union([z.literal('all'), z.array(z.string())]).default([]),
  heldCategories: z.union([z.literal('all'), z.array(z.string())]).default([]),
  sealed: z
    .object({
      box: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      contentVersion: z.int(),
    })
    .optional(),
  createdAt: z.number().transform(milliseconds),
});

export function openSubjects(deps: SubjectsDependencies): Subjects {
  const { database } = deps;
  const get: Subjects['get'] = (subjectId) => getRow(database, subjects, { subjectId }, subjectRow);
  const aliases = openAliases(deps, get);
  const { aliasOf, look } = aliases;

  async function make(
    subjectId: SubjectId,
    { by, residence, ageBand }: Parameters<Subjects['register']>[1],
  ) {
    const createdAt = deps.clock();
    const outcome = await transact(database, [
      insert(subjects, { subjectId, status: 'active', version: 1, createdAt, residence, ageBand }),
      await entry(deps, 'subject.registered', { by }, subjectId),
    ]);
    return outcome.kind === 'committed';
  }

  const claim = async (
    identifier: Identifier,
    options: Parameters<Subjects['register']>[1],
  ): Promise<Registered> => {
    const assurance = options.by === 'subject' ? 'issuer-verified' : 'service-asserted';
    const { made, subject } = await aliases.claim(identifier, assurance, (id) => make(id, options));
    return { kind: made ? 'registered' : 'already-known', subject };
  };

  async function identitiesOf({ issuer, sub, email }: SubjectCaller) {
    const primary: Identifier = { type: 'oidc', value: sub, issuer };
    return {
      primary,
      address: email === undefined ? undefined : normalise({ type: 'email', value: email }),
      signIn: { issuer, alias: await aliasOf(primary) },
    };
  }
  type Identities = Awaited<ReturnType<typeof identitiesOf>>;

  async function seek({ address, signIn }: Identities) {
    const own = await look(signIn.alias);
    if (own.kind === 'known' || address === undefined) return { ...own, by: 'sign-in' as const };
    const other = await look(await aliasOf(address));
    if (other.kind === 'known') {
      const free = mayClaim(other.row.link.claims ?? [], signIn);
      return free ? { ...other, by: 'address' as const } : { ...own, by: 'sign-in' as const };
    }
    return { ...(own.kind === 'erased' ? own : other), by: 'address' as const };
  }

  /** The address first: holding it decides which account of the issuer the person is. */
  async function keepSignIn(subject: Subject, { primary, address, signIn }: Identities) {
    const held = address && (await aliases.attach(subject, address, 'issuer-verified', signIn));
    if (held !== undefined && held !== 'attached') return held;
    return aliases.attach(subject, primary, 'issuer-verified');
  }

  async function registerCaller(
    caller: SubjectCaller,
    options: Parameters<Subjects['register']>[1],
  ): Promise<Registered> {
    const identities = await identitiesOf(caller);
    const { primary, address, signIn } = identities;
    const seen = await seek(identities);
    if (seen.kind === 'known' && seen.by === 'sign-in') {
      // An address that names somebody else stays with them.
      if (address && seen.subject.status === 'active') {
        await aliases.attach(seen.subject, address, 'issuer-verified', signIn);
      }
      return { kind: 'already-known', subject: seen.subject };
    }
    if (address !== undefined && seen.by === 'address') {
      const registered = await claim(address, options);
      if (registered.subject.status !== 'active') return registered;
      if ((await keepSignIn(registered.subject, identities)) === 'attached') return registered;
    }
    return claim(primary, options);
  }

  return {
    get,
    jurisdictionOf: (subject) => jurisdictionOf(deps.policy, subject),
    resolve: async (identifier) => resolution(await look(await aliasOf(normalise(identifier)))),
    find: async (caller) => resolution(await seek(await identitiesOf(caller))),

    async resolveCaller(caller) {
      const identities = await identitiesOf(caller);
      const seen = await seek(identities);
      if (seen.kind !== 'known' || seen.by === 'sign-in') return resolution(seen);
      if (seen.subject.status !== 'active') return resolution(seen);
      return (await keepSignIn(seen.subject, identities)) === 'attached'
        ? resolution(seen)
        : { kind: 'unknown' };
    },

    async register(who, options) {
      const registered =
        'sub' in who ? await registerCaller(who, options) : await claim(normalise(who), options);
      return { ...registered, subject: await declare(deps, registered.subject, options) };
    },

    async link(who, other, assurance) {
      const found = await look(await aliasOf(normalise(who)));
      if (found.kind !== 'known') return { kind: found.kind };
      const { subject } = found;
      if (subject.status !== 'active') return { kind: 'erased' };
      const outcome = await aliases.attach(subject, normalise(other), assurance);
      switch (outcome) {
        case 'attached':
          return { kind: 'linked', subject };
        case 'names-another':
        case 'claimed-by-another':
          return { kind: 'names-another' };
        case 'erased':
          return { kind: 'erased' };
      }
    },

    async unlink(who, other) {
      const name = await aliasOf(normalise(who));
      const found = await look(name);
      if (found.kind !== 'known') return { kind: found.kind };
      const { subject } = found;
      if (subject.status !== 'active') return { kind: 'erased' };
      const alias = await aliasOf(normalise(other));
      const seen = await look(alias);
      if (seen.kind !== 'known' || seen.subject.subjectId !== subject.subjectId) {
        return { kind: 'not-linked' };
      }
      if (alias === name) return { kind: 'only-name' };
      if (normalise(other).type === 'oidc') return { kind: 'primary-identity' };
      if (await aliases.detach(seen.row)) return { kind: 'unlinked', subject };
      throw new StoreUnavailableError('an identifier changed while it was removed');
    },

    async fence(subjectId, extra = []) {
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const subject = await get(subjectId);
        if (subject === undefined) return { kind: 'unknown' };
        if (subject.status === 'erasing') return { kind: 'fenced', subject };
        const { version } = subject;
        await transact(database, [
          update(subjects, { subjectId }, version, { status: 'erasing' }),
          ...extra,
        ]);
      }
      throw new StoreUnavailableError('the row of a person kept changing while it was fenced');
    },

    async mark(subject, marks, extra) {
      const { subjectId, version } = subject;
      const outcome = await transact(database, [
        ...extra,
        update(subjects, { subjectId }, version, marks),
      ]);
      switch (outcome.kind) {
        case 'committed':
          return { kind: 'marked', subject: { ...subject, ...marks, version: version + 1 } };
        case 'duplicate':
          return { kind: 'duplicate', statement: outcome.statement };
        case 'stale':
        case 'contended':
          return { kind: 'stale' };
      }
    },

    async forget(subjectId) {
      let forgotten = 0;
      const named = queryAll(
        database,
        aliasTable,
        { partition: { subjectId }, index: 'by-subject' },
        z.object({ alias: z.string() }),
      );
      for await (const { alias } of named) {
        const { row } = await look(alias);
        if (row?.subjectId !== subjectId) continue;
        if (!(await aliases.erase(row))) {
          throw new StoreUnavailableError('an identifier changed while it was erased');
        }
        forgotten += 1;
      }
      const subject = await get(subjectId);
      if (subject !== undefined) {
        const outcome = await transact(database, [
          remove(subjects, { subjectId }, subject.version),
        ]);
        if (outcome.kind !== 'committed') {
          throw new StoreUnavailableError('the row of a person changed while it was removed');
        }
      }
      return { aliases: forgotten };
    },
  };
}

const resolution = (seen: Resolution): Resolution =>
  seen.kind === 'known' ? { kind: 'known', subject: seen.subject } : { kind: seen.kind };
