import type { Schemas } from '../../app/api.tsx';
import type { PolicyTexts } from '../../app/settings.ts';

export type WishedKind = Exclude<Schemas['RequestKind'], 'appeal'>;

/** Kinds by what a person has in mind. */
export const groups = {
  see: ['access', 'portability'],
  change: ['rectification', 'erasure'],
  stop: [
    'restriction',
    'objection',
    'withdraw-consent',
    'opt-out-sale-share',
    'limit-sensitive',
    'opt-out-automated-decision',
  ],
  contest: ['human-review', 'complaint'],
} as const satisfies Readonly<Record<string, readonly WishedKind[]>>;

const kinds: readonly WishedKind[] = Object.values(groups).flat();

/** What of it a kind asks for: the second step. Kinds without an entry have two steps. */
export const detailsOf: Readonly<Partial<Record<WishedKind, Details>>> = {
  access: 'categories',
  portability: 'categories',
  rectification: 'corrections',
  restriction: 'purposes',
  objection: 'purposes',
  'withdraw-consent': 'purposes',
  'human-review': 'decision',
  complaint: 'complaint',
};
type Details = 'categories' | 'purposes' | 'corrections' | 'decision' | 'complaint';

/** Kinds that take effect when they are sent. */
export const isAtOnce = (kind: WishedKind): boolean => groups.stop.some((one) => one === kind);

/** What was chosen so far, as the address has it: ids alone, nothing that is written. */
export interface Wish {
  readonly kind: WishedKind;
  readonly step: 'details' | 'check';
  readonly categories: readonly string[];
  readonly purposes: readonly string[];
  readonly decision: string | undefined;
  /** The request that a complaint is about. */
  readonly about: string | undefined;
  /** The entry that is to be corrected, where another screen names it. */
  readonly record: string | undefined;
}

/** @returns undefined before a kind is chosen */
export function wishIn(address: URLSearchParams): Wish | undefined {
  const kind = kinds.find((one) => one === address.get('kind'));
  if (kind === undefined) return undefined;
  const isChecked = address.get('step') === 'check' || detailsOf[kind] === undefined;
  return {
    kind,
    step: isChecked ? 'check' : 'details',
    categories: address.getAll('category'),
    purposes: address.getAll('purpose'),
    decision: address.get('decision') ?? undefined,
    about: address.get('about') ?? undefined,
    record: address.get('record') ?? undefined,
  };
}

export function addressOf({ kind, step, ...wish }: Wish): string {
  const query = new URLSearchParams([
    ['kind', kind],
    ...(step === 'check' ? [['step', step]] : []),
    ...wish.categories.map((id) => ['category', id]),
    ...wish.purposes.map((id) => ['purpose', id]),
    ...Object.entries({ decision: wish.decision, about: wish.about, record: wish.record }).flatMap(
      ([name, value]) => (value === undefined ? [] : [[name, value]]),
    ),
  ]);
  return `/requests/new?${query.toString()}`;
}

/** Whether a law gives the right that a kind is about. */
export const isGivenBy = (
  laws: PolicyTexts['laws'],
  jurisdictions: readonly string[],
  kind: WishedKind,
): boolean => jurisdictions.some((law) => laws[law]?.rights[kind] !== undefined);
