/** One group of a release: its figures with noise, or that they are not shown. */
export type Line =
  | {
      readonly kind: 'shown';
      /** The dimensions of the table; none for the total. */
      readonly by: readonly string[];
      /** The value of each of these dimensions. */
      readonly group: Readonly<Record<string, string>>;
      /** Events, with noise: may be negative. */
      readonly count: number;
      /** The sum of the values, with noise; absent where the measure has no value. */
      readonly value?: number;
      /** With a probability of 95 %, the exact figure is at most this far from the one shown. */
      readonly error: { readonly count: number; readonly value?: number };
    }
  | {
      readonly kind: 'suppressed';
      readonly by: readonly string[];
      readonly group: Readonly<Record<string, string>>;
    };
