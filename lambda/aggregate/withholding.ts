/** Why nothing is published of a period. Closed and published. */
export const withholdings = ['budget-exhausted'] as const;
