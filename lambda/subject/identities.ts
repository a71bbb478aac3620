import { entry } from '../ledger/store.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectCaller } from '../platform/http/exchange.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { Policy } from '../policy/schema.ts';
import { maximumAttempts } from './aliases.ts';
import type { Aliases, AliasesDependencies } from './aliases.ts';
import type { Declared } from './declare.ts';
import { declare } from './declare.ts';
import type { Assurance, Identifier, Resolution, Subject } from './subject.ts';
import { mayClaim, normalise } from './subject.ts';
import { subjects } from './table.ts';

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

/** Each is read when it is used, so that looking people up needs no data keys. */
export interface SubjectsDependencies extends AliasesDependencies {
  readonly policy: Policy;
}

type Registering = Declared & { readonly by: 'service' | 'subject' };

/** Who is meant: by a service, by a token. */
export interface Identities {
  /** Whom a service means. Reads only. */
  resolve(identifier: Identifier): Promise<Resolution>;
  /** Who is signed in: (issuer, sub), then the verified address. Reads only. */
  find(caller: SubjectCaller): Promise<Resolution>;
  /** As `find`; a person found by their address gets this sign-in as an identity. Writes then. */
  resolveCaller(caller: SubjectCaller): Promise<Resolution>;
  /** Registers whom nobody knows, and anew who was erased; answers whoever is known. */
  register(who: Identifier | SubjectCaller, options: Registering): Promise<Registered>;
  link(who: Identifier, other: Identifier, assurance: Assurance): Promise<Linked>;
  unlink(who: Identifier, other: Identifier): Promise<Unlinked>;
}

export function openIdentities(
  deps: SubjectsDependencies,
  aliases: Aliases,
  get: (subjectId: SubjectId) => Promise<Subject | undefined>,
): Identities {
  const { database } = deps;
  const { aliasOf, look } = aliases;

  async function make(subjectId: SubjectId, { by, residence, ageBand }: Registering) {
    const createdAt = deps.clock();
    const outcome = await transact(database, [
      insert(subjects, { subjectId, status: 'active', version: 1, createdAt, residence, ageBand }),
      await entry(deps, 'subject.registered', { by }, subjectId),
    ]);
    return outcome.kind === 'committed';
  }

  const claim = async (identifier: Identifier, options: Registering): Promise<Registered> => {
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

  async function registerCaller(caller: SubjectCaller, options: Registering): Promise<Registered> {
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
      let { subject } = registered;
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const declared = await declare(deps, subject, options);
        if (declared !== undefined) return { ...registered, subject: declared };
        subject = (await get(subject.subjectId)) ?? subject;
      }
      throw new StoreUnavailableError('the row of a person kept changing while it was written');
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
      const alias = await aliasOf(normalise(other));
      for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
        const found = await look(name);
        if (found.kind !== 'known') return { kind: found.kind };
        const { subject } = found;
        if (subject.status !== 'active') return { kind: 'erased' };
        const seen = await look(alias);
        if (seen.kind !== 'known' || seen.subject.subjectId !== subject.subjectId) {
          return { kind: 'not-linked' };
        }
        if (alias === name) return { kind: 'only-name' };
        if (normalise(other).type === 'oidc') return { kind: 'primary-identity' };
        if (await aliases.detach(seen.row, found.row)) return { kind: 'unlinked', subject };
      }
      throw new StoreUnavailableError('an identifier kept changing while it was removed');
    },
  };
}

const resolution = (seen: Resolution): Resolution =>
  seen.kind === 'known' ? { kind: 'known', subject: seen.subject } : { kind: seen.kind };
