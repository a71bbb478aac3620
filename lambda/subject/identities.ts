import { entry } from '../ledger/store.ts';
import { conflict, retryOnConflict } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectCaller } from '../platform/http/handlers.ts';
import type { IdentityId, SubjectId } from '../value/ids.ts';
import { linkOf } from './alias-row.ts';
import type { Link } from './alias-row.ts';
import { maximumAttempts } from './aliases.ts';
import type { Aliases, AliasesDependencies, Make } from './aliases.ts';
import type { Declared } from './declare.ts';
import { declare } from './declare.ts';
import { enterLinked, linkedStatements } from './link-entries.ts';
import type { Remover } from './link-entries.ts';
import type { Removed } from './removal.ts';
import { removeIdentity } from './removal.ts';
import type { Registered, SignedIn, SignIns } from './sign-in.ts';
import { openSignIns } from './sign-in.ts';
import type { Assurance, Identifier, Resolution, Subject } from './model/subject.ts';
import { canSignIn, normalise } from './model/subject.ts';
import { subjectRow } from './subject-row.ts';
import { subjects } from './table.ts';

export type Linked =
  | { readonly kind: 'linked'; readonly subject: Subject }
  | { readonly kind: 'unknown' | 'erased' | 'names-another' | 'sign-in' | 'unchecked' };

export type Unlinked =
  | { readonly kind: 'unlinked'; readonly subject: Subject }
  | { readonly kind: 'unknown' | 'erased' | 'not-linked' | 'only-name' | 'sign-in' };

/** Each is read when it is used, so that looking people up needs no data keys. */
export type SubjectsDependencies = AliasesDependencies;

type Registering = Declared & {
  readonly by: 'service' | 'subject';
  /** What is written with the person, if this call is the one that writes them. */
  readonly beside?: (subjectId: SubjectId) => readonly Statement[];
};

/** A person who signs in has proved who they are. */
const linkings = {
  subject: { assurance: 'issuer-verified', by: 'sign-in' },
  service: { assurance: 'service-asserted', by: 'service' },
} as const;

/** What the first statements about a person are encrypted under. */
const firstClasses = ['ledger', 'identity'] as const;

/** Who is meant: by a service, by a token. */
export interface Identities {
  /** The person that a service means. Reads only. */
  resolve(identifier: Identifier): Promise<Resolution>;
  /** The same by the alias of an identifier, where only that was kept. */
  resolveAlias(alias: string): Promise<Resolution>;
  /** Whether an identifier names a person who is known. */
  names(identifier: Identifier, subjectId: SubjectId): Promise<boolean>;
  /** Who is signed in; a person who signs in so for the first time gets this identity. */
  resolveCaller(caller: SubjectCaller): Promise<Resolution>;
  /** As `resolveCaller`; `register` and `admit` take what it returns and do not look again. */
  signIn(caller: SubjectCaller): Promise<SignedIn>;
  /** See `SignIns.signInWith`. */
  readonly signInWith: SignIns['signInWith'];
  /** Registers an unknown or previously erased person; returns an existing one unchanged. */
  register(who: Identifier | SubjectCaller | SignedIn, options: Registering): Promise<Registered>;
  /** Links the identifier that a service registered, and what it declared, where a crash came before that. */
  completeRegistration(
    identifier: Identifier,
    subjectId: SubjectId,
    declared: Declared,
  ): Promise<void>;
  /** As `register`, of a person whose act does not say that data of them may be kept again. */
  admit(who: SubjectCaller | SignedIn): Promise<Registered | { readonly kind: 'erased' }>;
  link(who: Identifier, other: Identifier, assurance: Assurance): Promise<Linked>;
  unlink(who: Identifier, other: Identifier): Promise<Unlinked>;
  removeIdentity(subjectId: SubjectId, identity: IdentityId, by: Remover): Promise<Removed>;
}

export function openIdentities(
  deps: SubjectsDependencies,
  aliases: Aliases,
  get: (subjectId: SubjectId) => Promise<Subject | undefined>,
): Identities {
  const { database } = deps;
  const { aliasOf, look } = aliases;
  const signIns = openSignIns(aliases);

  async function make(
    subjectId: SubjectId,
    link: Link,
    isNew: boolean,
    { by, residence, ageBand, beside }: Registering,
  ): ReturnType<Make> {
    const { policy, clock, subjectKeys } = deps;
    // Where a call was cut off, keys of the person may be there already.
    const { keys, statements } = isNew
      ? await subjectKeys.create(subjectId, firstClasses)
      : { keys: subjectKeys, statements: [] };
    const entering = { policy, clock, subjectKeys: keys };
    // No identifier of anyone: where a call ends here and is never repeated, nothing leads to the row.
    const row = {
      ...{ subjectId, status: 'active', version: 1, createdAt: clock(), residence, ageBand },
      ...{ registeredBy: by, ...(canSignIn(link) && { signsIn: true }) },
    };
    const outcome = await transact(database, [
      insert(subjects, row),
      ...statements,
      await entry(entering, 'subject.registered', { by }, subjectId),
      ...(by === 'subject' ? await linkedStatements(entering, subjectId, link, 'sign-in') : []),
      ...(beside?.(subjectId) ?? []),
    ]);
    if (outcome.kind === 'committed') {
      return { kind: 'made', subject: subjectRow.parse(row), keys };
    }
    if (outcome.kind !== 'duplicate' || outcome.statement > 0) return { kind: 'undone' };
    // The call of a service wrote the person, and was cut off or is about to link: it enters no sign-in.
    if (by === 'subject' && (await get(subjectId))?.registeredBy !== by) {
      await enterLinked(deps, subjectId, link, 'sign-in');
    }
    return { kind: 'there' };
  }

  async function claim(
    identifier: Identifier,
    options: Registering,
    presented?: string,
  ): Promise<Registered> {
    const { made, subject } = await aliases.claim(
      identifier,
      { ...linkings[options.by], presented },
      (id, link, isNew) => make(id, link, isNew, options),
    );
    return { kind: made ? 'registered' : 'already-known', subject };
  }

  /** Who was just written has it already, but for who answers for them, which only a linked person has. */
  async function declared(registered: Registered, options: Declared): Promise<Registered> {
    if (registered.kind === 'registered' && options.responsiblePerson === undefined) {
      return registered;
    }
    let { subject } = registered;
    return retryOnConflict(
      {
        attempts: maximumAttempts,
        exhausted: 'the row of a person kept changing while it was written',
      },
      async () => {
        const written = await declare(deps, subject, options);
        if (written !== undefined) return { ...registered, subject: written };
        subject = (await get(subject.subjectId)) ?? subject;
        return conflict;
      },
    );
  }

  const registerCaller = async (
    who: SubjectCaller | SignedIn,
    options: Registering,
    registerAgain: boolean,
  ) =>
    signIns.registerSignedIn(
      'proofs' in who ? who : await signIns.signIn(who),
      (identifier, presented) => claim(identifier, options, presented),
      registerAgain,
    );

  const resolveAlias: Identities['resolveAlias'] = async (alias) => {
    const seen: Resolution = await look(alias);
    return seen.kind === 'known' ? { kind: 'known', subject: seen.subject } : { kind: seen.kind };
  };
  const resolve: Identities['resolve'] = async (identifier) =>
    resolveAlias(await aliasOf(normalise(identifier)));

  return {
    ...{ resolve, resolveAlias },

    async names(identifier, subjectId) {
      const found = await resolve(identifier);
      return found.kind === 'known' && found.subject.subjectId === subjectId;
    },

    signIn: signIns.signIn,
    signInWith: signIns.signInWith,
    resolveCaller: async (caller) => (await signIns.signIn(caller)).found,

    async register(who, options) {
      if ('value' in who) return declared(await claim(normalise(who), options), options);
      const registered = await registerCaller(who, options, true);
      if (registered.kind === 'erased') throw new TypeError('an erased person is known again');
      return declared(registered, options);
    },

    async completeRegistration(identifier, subjectId, { ageBand, responsiblePerson }) {
      await aliases.completeClaim(normalise(identifier), linkings.service, subjectId);
      const subject = responsiblePerson && (await get(subjectId));
      // What was declared since stays.
      if (!subject || subject.ageBand !== ageBand || subject.sealed !== undefined) return;
      await declared({ kind: 'already-known', subject }, { responsiblePerson });
    },

    admit: (who) => registerCaller(who, { by: 'subject' }, false),

    async link(who, other, assurance) {
      const next = normalise(other);
      if (canSignIn(next)) return { kind: 'sign-in' };
      const found = await look(await aliasOf(normalise(who)));
      if (found.kind !== 'known') return { kind: found.kind };
      const { subject } = found;
      if (subject.status !== 'active') return { kind: 'erased' };
      // GDPR Art. 5(1)(f): they would read what is kept under it.
      if (subject.signsIn && assurance === 'service-asserted') return { kind: 'unchecked' };
      const outcome = await aliases.attach(subject, next, { assurance, by: 'service' });
      switch (outcome) {
        case 'attached':
          return { kind: 'linked', subject };
        case 'names-another':
        case 'claimed-by-another':
          return { kind: 'names-another' };
        case 'erased':
        case 'erased-before':
          return { kind: 'erased' };
      }
    },

    async unlink(who, other) {
      const name = await aliasOf(normalise(who));
      const alias = await aliasOf(normalise(other));
      const found = await look(name);
      if (found.kind !== 'known') return { kind: found.kind };
      const { subject } = found;
      if (subject.status !== 'active') return { kind: 'erased' };
      const seen = await look(alias);
      const link = seen.kind === 'known' ? linkOf(seen.row) : undefined;
      if (seen.kind !== 'known' || seen.subject.subjectId !== subject.subjectId || !link) {
        return { kind: 'not-linked' };
      }
      if (alias === name) return { kind: 'only-name' };
      const isOurs = link.linkedBy === 'service' && link.assurance !== 'issuer-verified';
      if (!isOurs || link.type === 'oidc') return { kind: 'sign-in' };
      const removed = await removeIdentity(deps, subject.subjectId, link.identityId, 'service');
      switch (removed.kind) {
        case 'removed':
          return { kind: 'unlinked', subject };
        case 'unknown':
          return { kind: 'not-linked' };
        case 'only-name':
        case 'only-sign-in':
          return { kind: 'only-name' };
      }
    },

    removeIdentity: (subjectId, identity, by) => removeIdentity(deps, subjectId, identity, by),
  };
}
