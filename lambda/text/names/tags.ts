/** What the tagger recognises by meaning. */
export const nameTypes = ['person', 'location', 'organisation', 'postal-address'] as const;
export type NameType = (typeof nameTypes)[number];

/** Outside, and for each type the first token (odd) and a following one (even). */
export const tagCount = 1 + nameTypes.length * 2;
export const outside = 0;
export const firstOf = (type: number): number => 1 + type * 2;
export const nextOf = (type: number): number => 2 + type * 2;

/** The place of a tag's type in `nameTypes`. */
export const typeOf = (tag: number): number => (tag - 1) >> 1;
export const isFirst = (tag: number): boolean => tag % 2 === 1;

/** A name goes on only where it began. */
export const mayFollow = (tag: number, previous: number): boolean =>
  tag === outside || isFirst(tag) || (previous !== outside && typeOf(previous) === typeOf(tag));
