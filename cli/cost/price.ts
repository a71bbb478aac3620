/** What a price counts: the same in every Region. */
export interface Unit {
  /** What the row is called, within its service. */
  readonly title: string;
  readonly per: number;
  readonly unit: string;
  /** Where it is published. */
  readonly source: string;
}

/** US dollars in one Region, without free tiers, taxes and commitments. */
export interface Rate {
  readonly usd: number;
  /**
   * When somebody read it in a copy of a published page. `from-memory`: nobody has; look it up
   * before you rely on it.
   */
  readonly checkedOn: `${number}-${number}-${number}` | 'from-memory';
  /** Cheaper beyond these many units a month, in ascending order. */
  readonly tiers?: readonly { readonly beyond: number; readonly usd: number }[];
}

/** US dollars for `per` units. */
export type Price = Unit & Rate;

export const priceNames = [
  'apiCalls',
  'lambdaRequests',
  'lambdaGigabyteSeconds',
  'durableOperations',
  'durableWritten',
  'durableKept',
  'tableWrites',
  'tableReads',
  'tableStorage',
  'tableRecovery',
  'keys',
  'symmetricUses',
  'signatures',
  'logIngestion',
  'logStorage',
  'alarms',
  'dashboards',
  'customMetrics',
  'events',
  'queueRequests',
  'notifications',
  'objectPuts',
  'objectStorage',
  'firewall',
  'firewallRules',
  'firewallRequests',
  'transferOut',
] as const;
export type PriceName = (typeof priceNames)[number];

/** Prices of one Region. */
export interface Prices {
  readonly region: string;
  readonly prices: Readonly<Record<PriceName, Price>>;
}

/** Dollars for a quantity, tier by tier. */
export function dollars({ usd, per, tiers = [] }: Price, quantity: number): number {
  const steps = [{ beyond: 0, usd }, ...tiers];
  return steps.reduce((sum, step, index) => {
    const upTo = steps[index + 1]?.beyond ?? Infinity;
    const inStep = Math.max(0, Math.min(quantity, upTo) - step.beyond);
    return sum + (inStep / per) * step.usd;
  }, 0);
}
