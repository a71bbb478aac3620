import type { SubjectCaller } from '../platform/http/handlers.ts';
import { linkOf } from './alias-row.ts';
import type { AliasRow } from './alias-row.ts';
import type { Aliases } from './aliases.ts';
import type { Beside, Sighting } from './look.ts';
import type { AddressClaim, Identifier, Resolution, Subject } from './model/subject.ts';
import { mayClaim, normalise } from './model/subject.ts';

/** What a token proves: its primary identity, and an address that its issuer has verified. */
interface Proofs {
  readonly primary: Identifier;
  readonly signIn: AddressClaim;
  /** Its alias costs a call to the holder of the keys, so it is asked for where it is needed. */
  readonly address?: { readonly identifier: Identifier; readonly alias: () => Promise<string> };
}

/** The person that the proofs lead to, and which of them did. */
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

/** Who a token leads to, with what a registration needs so that it does not look again. */
export interface SignedIn {
  readonly found: Resolution;
  readonly by: Found['by'];
  readonly proofs: Proofs;
  /** Of a person known by the sign-in, where the look-up did not change it. */
  readonly row?: AliasRow;
}

/** Who is signed in: (issuer, sub), then the verified address. */
export interface SignIns {
  /** A person that the token leads to for the first time gets this sign-in as an identity. */
  readonly signIn: (caller: SubjectCaller) => Promise<SignedIn>;
  /** The same, with what is read beside where the sign-in itself leads to the person. */
  readonly signInWith: <Known, Own>(
    caller: SubjectCaller,
    beside: Beside<Known, Own>,
  ) => Promise<SignedIn & { readonly read?: { readonly known: Known; readonly own: Own } }>;
  /**
   * Registers an unknown person.
   *
   * @param registerAgain whether a person who was erased is to be known again
   */
  registerSignedIn(
    signedIn: SignedIn,
    claim: Claim,
    registerAgain: boolean,
  ): Promise<Registered | { readonly kind: 'erased' }>;
}

export function openSignIns({ aliasOf, look, lookWith, attach }: Aliases): SignIns {
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

  async function seek({ address, signIn }: Proofs, own: Sighting): Promise<Found> {
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
      presented: address && (await address.alias()),
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

  /**
   * Of a person who was found by (issuer, sub): an address that names another person stays theirs.
   *
   * @returns whether there was something to write
   */
  async function settle(
    { subject, row }: { readonly subject: Subject; readonly row: AliasRow },
    proofs: Proofs,
    exactly: boolean,
  ): Promise<boolean> {
    if (subject.status !== 'active' || (await isSettled(row, proofs, exactly))) return false;
    await keepAddress(subject, proofs, false);
    await keepPrimary(subject, proofs);
    return true;
  }

  /** The address first: holding it decides which account of the issuer the person is. */
  async function join(subject: Subject, proofs: Proofs): Promise<boolean> {
    if ((await keepAddress(subject, proofs, true)) !== 'attached') return false;
    return (await keepPrimary(subject, proofs)) === 'attached';
  }

  async function recognise(proofs: Proofs, own: Sighting): Promise<SignedIn> {
    const seen = await seek(proofs, own);
    const { by } = seen;
    if (seen.kind !== 'known') return { found: { kind: seen.kind }, by, proofs };
    const { subject, row } = seen;
    const found = { kind: 'known', subject } as const;
    if (by === 'sign-in') {
      const isChanged = await settle(seen, proofs, false);
      return { found, by, proofs, row: isChanged ? undefined : row };
    }
    const isTheirs = subject.status !== 'active' || (await join(subject, proofs));
    return { found: isTheirs ? found : { kind: 'unknown' }, by, proofs };
  }

  return {
    async signIn(caller) {
      const proofs = await proofsOf(caller);
      return recognise(proofs, await look(proofs.signIn.alias));
    },

    async signInWith(caller, beside) {
      const proofs = await proofsOf(caller);
      const { sighting, known, own } = await lookWith(proofs.signIn.alias, beside);
      const signedIn = await recognise(proofs, sighting);
      return sighting.kind === 'known' ? { ...signedIn, read: { known, own } } : signedIn;
    },

    async registerSignedIn({ found, by, proofs, row }, claim, registerAgain) {
      const { address, primary } = proofs;
      if (found.kind === 'erased' && !registerAgain) return { kind: 'erased' };
      if (found.kind === 'known') {
        if (row !== undefined) await settle({ subject: found.subject, row }, proofs, true);
        return { kind: 'already-known', subject: found.subject };
      }
      if (address !== undefined && by === 'address') {
        const registered = await claim(address.identifier);
        if (registered.subject.status !== 'active') return registered;
        if (await join(registered.subject, proofs)) return registered;
      }
      return claim(primary, address && (await address.alias()));
    },
  };
}
