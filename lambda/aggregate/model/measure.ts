/** What of a measure decides about its releases. */
export interface MeasureFacts {
  /** The closed values of each dimension, in the order of the policy. */
  readonly dimensions: Readonly<Record<string, readonly string[]>>;
  /** People. A group with fewer is not shown. */
  readonly minimumGroup: number;
  /** The most that one person adds in a period, over all cells together. */
  readonly contribution: {
    /** Events. */
    readonly count: number;
    /** The range of the value of one event, in integer units; without it, events are only counted. */
    readonly value?: { readonly minimum: number; readonly maximum: number };
  };
  /** The privacy loss of one release in millionths: 1,000,000 is an epsilon of 1. */
  readonly microEpsilon: number;
}

/** The events of one person in one cell of the full table. */
export interface Cell {
  /** A value for each dimension, in the order of the policy. */
  readonly key: readonly string[];
  /** Events. */
  readonly count: number;
  /** The sum of the values of the events, in integer units; 0 where events are only counted. */
  readonly sum: number;
}

/** The exact figures of one group of one published table. Never shown as they are. */
export interface GroupSum {
  /** A value for each dimension, in the order of the policy; `null` where the group has all values. */
  readonly key: readonly (string | null)[];
  /** Different people. They do not add up over groups: one person may have events in several. */
  readonly people: number;
  readonly count: number;
  readonly sum: number;
}
