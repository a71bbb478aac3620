import type { SubjectCaller } from '../platform/http/exchange.ts';
import { linkOf } from './alias-row.ts';
import type { AliasRow } from './alias-row.ts';
import type { Aliases } from './aliases.ts';
import type { AddressClaim, Identifier, Resolution, Subject } from './model/subject.ts';
import { mayClaim, normalise } from './model/subject.ts';

/** What a token proves: its primary identity, and an address that its issuer has verified. */
interface Proofs {
  readonly primary: Identifier;
  readonly signIn: AddressClaim;
  /** Its alias costs a call to the holder of the keys, so it is asked for where it is needed. */
  readonly address?: { readonly identifier: Identifier; readonly alias: () => Promise<string> };
}

/** Whom the proofs lead to, and which of them did. */
type Found =
  | {
      readonly kind: 'known';
      readonly subject: Subject;
      readonly row: AliasRow;
      readonly by: 'sign-in' | 'address';
    }
  | { readonly kind: 'unknown' | 'erased'; readonly by: 'sign-in' | 'address' };

export interface Registered {
  readonly kind: 'registered' | 'already-known';
  readonly subject: Subject;
}

type Claim = (identifier: Identifier, presented?: string) => Promise<Registered>;

/** Who is signed in: (issuer, sub), then the verified address. */
export interface SignIns {
  /** Gives a person whom the token leads to for the first time this sign-in as an identity. */
  readonly resolveCaller: (caller: SubjectCaller) => Promise<Resolution>;
  /**
   * Registers an unknown person.
   *
   * @param again whether a person who was erased is to be known again
   */
  registerCaller(
    caller: SubjectCaller,
    claim: Claim,
    registerAgain: boolean,
  ): Promise<Registered | { readonly kind: 'erased' }>;
}

export function openSignIns({ aliasOf, look, attach }: Aliases): SignIns {
  const proofsOf = async ({ issuer, sub, email }: SubjectCaller): Promise<Proofs> => {
    const primary: Identifier = { type: 'oidc', value: sub, issuer };
    const signIn = { issuer, alias: await aliasOf(primary) };
    if (email === undefined) return { primary, signIn };
    const identifier = normalise({ type: 'email', value: email });
    let alias: Promise<string> | undefined;
    return {
      primary,
      signIn,
      address: { identifier, alias: () => (alias ??= aliasOf(identifier)) },
    };
  };

  async function seek({ address, signIn }: Proofs): Promise<Found> {
    const own = await look(signIn.alias);
    if (own.kind === 'known') return { ...own, by: 'sign-in' };
    if (address === undefined) return { kind: own.kind, by: 'sign-in' };
    const other = await look(await address.alias());
    if (other.kind === 'known') {
      const free = mayClaim(other.row.link.claims ?? [], signIn);
      return free ? { ...other, by: 'address' } : { kind: own.kind, by: 'sign-in' };
    }
    const erased = own.kind === 'erased' || other.kind === 'erased';
    return { kind: erased ? 'erased' : 'unknown', by: 'address' };
  }

  /**
   * Whether this sign-in has been here with an address, if it brings one.
   *
   * @param exactly with this address: asked where the person does something, not where they look
   */
  async function isSettled(row: AliasRow, { address }: Proofs, exactly: boolean): Promise<boolean> {
    const link = linkOf(row);
    if (link?.assurance !== 'issuer-verified') return false;
    if (address === undefined) return true;
    return exactly ? link.presented === (await address.alias()) : link.presented !== undefined;
  }

  const keepPrimary = async (subject: Subject, { primary, address }: Proofs) =>
    attach(subject, primary, {
      assurance: 'issuer-verified',
      by: 'sign-in',
      registerAgain: true,
      ...(address && { presented: await address.alias() }),
    });

  const keepAddress = async (
    subject: Subject,
    { address, signIn }: Proofs,
    registerAgain: boolean,
  ) =>
    address === undefined
      ? 'attached'
      : attach(subject, address.identifier, {
          assurance: 'issuer-verified',
          by: 'sign-in',
          claim: signIn,
          registerAgain,
        });

  /** Of a person who was found by (issuer, sub): an address that names another person stays theirs. */
  async function settle(
    { subject, row }: { readonly subject: Subject; readonly row: AliasRow },
    proofs: Proofs,
    exactly: boolean,
  ): Promise<void> {
    if (subject.status !== 'active' || (await isSettled(row, proofs, exactly))) return;
    await keepAddress(subject, proofs, false);
    await keepPrimary(subject, proofs);
  }

  /** The address first: holding it decides which account of the issuer the person is. */
  async function join(subject: Subject, proofs: Proofs): Promise<boolean> {
    if ((await keepAddress(subject, proofs, true)) !== 'attached') return false;
    return (await keepPrimary(subject, proofs)) === 'attached';
  }

  return {
    async resolveCaller(caller) {
      const proofs = await proofsOf(caller);
      const found = await seek(proofs);
      if (found.kind !== 'known') return { kind: found.kind };
      const { subject } = found;
      const known = { kind: 'known', subject } as const;
      if (found.by === 'sign-in') {
        await settle(found, proofs, false);
        return known;
      }
      if (subject.status !== 'active') return known;
      return (await join(subject, proofs)) ? known : { kind: 'unknown' };
    },

    async registerCaller(caller, claim, registerAgain) {
      const proofs = await proofsOf(caller);
      const { address, primary } = proofs;
      const found = await seek(proofs);
      if (found.kind === 'erased' && !registerAgain) return { kind: 'erased' };
      if (found.kind === 'known' && found.by === 'sign-in') {
        await settle(found, proofs, true);
        return { kind: 'already-known', subject: found.subject };
      }
      if (address !== undefined && found.by === 'address') {
        const registered = await claim(address.identifier);
        if (registered.subject.status !== 'active') return registered;
        if (await join(registered.subject, proofs)) return registered;
      }
      return claim(primary, address && (await address.alias()));
    },
  };
}
