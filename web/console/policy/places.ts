/** The place on the page of the policy where something is described. */
export const placeOf = (kind: 'purpose' | 'category' | 'recipient', id: string): string =>
  `${kind}-${id}`;
