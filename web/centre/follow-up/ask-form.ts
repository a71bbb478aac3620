import type { Schemas } from '../../app/api.tsx';
import type { PolicyTexts } from '../../app/settings.ts';
import { groups } from '../new-request/wish.ts';

export type AskedKind = Schemas['RequestWithoutAccount']['kind'];

/** What can be asked for without an account: the rest names something that an account shows. */
const withAccount: ReadonlySet<string> = new Set(['rectification', 'human-review']);
const askable = Object.values(groups)
  .flat()
  .filter((kind): kind is AskedKind & typeof kind => !withAccount.has(kind));

export interface AskForm {
  /** ISO 3166; empty where it is not said. */
  readonly place: string;
  readonly kind: AskedKind | undefined;
  readonly email: string;
  readonly reason: string;
  readonly byAgent: boolean;
  readonly agent: { readonly name: string; readonly contact: string; readonly mandate: Mandate };
}
export type Mandate = Schemas['Mandate'];
export const mandates: readonly Mandate[] = ['self-declared', 'signed', 'power-of-attorney'];

export const emptyForm: AskForm = {
  ...{ place: '', kind: undefined, email: '', reason: '', byAgent: false },
  agent: { name: '', contact: '', mandate: 'self-declared' },
};

/** The law of a place, where the policy knows it. */
export const lawOf = (laws: PolicyTexts['laws'], place: string): string | undefined =>
  Object.entries(laws).find(([, { places }]) => places.includes(place))?.[0];

/** What the law of the place gives; what any law gives where the place is not said. */
export function offeredIn(laws: PolicyTexts['laws'], place: string): readonly AskedKind[] {
  const law = lawOf(laws, place);
  const applying = law === undefined ? Object.keys(laws) : [law];
  return askable.filter((kind) => applying.some((id) => laws[id]?.rights[kind] !== undefined));
}

/** Fields that are missing or cannot be right. */
export type Fault = 'kind' | 'email' | 'reason' | 'name' | 'contact';

export function faultsIn({ kind, email, reason, byAgent, agent }: AskForm): ReadonlySet<Fault> {
  const faults: readonly (readonly [Fault, boolean])[] = [
    ['kind', kind === undefined],
    ['email', !/^\S+@\S+$/.test(email.trim())],
    ['reason', kind === 'complaint' && reason.trim() === ''],
    ['name', byAgent && agent.name.trim() === ''],
    ['contact', byAgent && agent.contact.trim() === ''],
  ];
  return new Set(faults.filter(([, isFault]) => isFault).map(([name]) => name));
}

/** As the API takes it. */
export function askedIn(
  { kind, email, reason, place, byAgent, agent }: AskForm & { readonly kind: AskedKind },
  laws: PolicyTexts['laws'],
  locale: string,
): Schemas['RequestWithoutAccount'] {
  const jurisdiction = lawOf(laws, place);
  const { name, contact, mandate } = agent;
  return {
    kind,
    locale,
    subject: { type: 'email', value: email.trim() },
    ...(jurisdiction !== undefined && { jurisdiction }),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
    ...(byAgent && { agent: { name: name.trim(), contact: contact.trim(), mandate } }),
  };
}

/** Carried out without the code; the opt-outs of 11 CCR 7026(d), 7027(e). */
export const needsNoCode = (kind: AskedKind): boolean =>
  kind === 'opt-out-sale-share' || kind === 'limit-sensitive';
