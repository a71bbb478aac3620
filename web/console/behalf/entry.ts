import type { Schemas } from '../../app/api.tsx';
import type { Identifier } from '../form/identifier-fields.tsx';

export type Kind = Schemas['RequestKind'];
type Channel = Schemas['OtherChannel'];

/** What staff enter: in memory alone, gone when the page is left. */
export interface Entry {
  readonly channel: Channel | undefined;
  readonly receivedOn: string;
  readonly subject: Identifier;
  readonly law: string;
  readonly byAgent: boolean;
  readonly agent: {
    readonly name: string;
    readonly contact: string;
    readonly mandate: Schemas['Mandate'] | undefined;
  };
  readonly kind: Kind | undefined;
  readonly categories: readonly string[];
  readonly purposes: readonly string[];
  readonly about: string;
  readonly automatedDecisionId: string;
  readonly corrections: readonly Correction[];
  readonly reason: string;
  readonly locale: string;
}

export interface Correction {
  readonly category: string | undefined;
  readonly pointer: string;
  readonly value: string;
}
export const emptyCorrection: Correction = { category: undefined, pointer: '', value: '' };

export const emptyEntry = (locale: string): Entry => ({
  ...{ channel: undefined, receivedOn: '', law: '', byAgent: false },
  subject: { type: 'email', value: '' },
  agent: { name: '', contact: '', mandate: undefined },
  ...{ kind: undefined, categories: [], purposes: [], about: '', automatedDecisionId: '' },
  ...{ corrections: [emptyCorrection], reason: '', locale },
});

/** What each kind takes besides a reason. */
export type Detail = 'categories' | 'purposes' | 'corrections' | 'decision' | 'about';
export const detailOf: Readonly<Record<Kind, Detail | undefined>> = {
  access: 'categories',
  portability: 'categories',
  erasure: undefined,
  rectification: 'corrections',
  restriction: 'purposes',
  objection: 'purposes',
  'withdraw-consent': 'purposes',
  'opt-out-sale-share': 'purposes',
  'limit-sensitive': 'purposes',
  'opt-out-automated-decision': 'purposes',
  'human-review': 'decision',
  complaint: 'about',
  appeal: 'about',
};

export const needsReason = (kind: Kind | undefined): boolean =>
  kind === 'human-review' || kind === 'complaint' || kind === 'appeal';

/** As the API takes it; undefined as long as something is missing, which the fields say. */
export function bodyIn(entry: Entry): Schemas['RequestOnBehalf'] | undefined {
  const { channel, receivedOn, kind, agent, law, about, locale } = entry;
  const { mandate, ...named } = agent;
  if (channel === undefined || kind === undefined) return undefined;
  if (entry.byAgent && mandate === undefined) return undefined;
  const detail = detailOf[kind];
  const reason = entry.reason.trim();
  const value = entry.subject.value.trim();
  return {
    ...{ kind, channel, receivedOn, locale, subject: { ...entry.subject, value } },
    ...(law !== '' && { jurisdiction: law }),
    ...(entry.byAgent && mandate !== undefined && { agent: { ...named, mandate } }),
    ...(detail === 'categories' &&
      entry.categories.length > 0 && { categories: [...entry.categories] }),
    ...(detail === 'purposes' && entry.purposes.length > 0 && { purposes: [...entry.purposes] }),
    ...(detail === 'corrections' && {
      corrections: entry.corrections.map(({ category = '', ...rest }) => ({ category, ...rest })),
    }),
    ...(detail === 'decision' && { automatedDecisionId: entry.automatedDecisionId.trim() }),
    ...(detail === 'about' && about.trim() !== '' && { about: about.trim() }),
    ...(reason !== '' && { reason }),
  };
}
