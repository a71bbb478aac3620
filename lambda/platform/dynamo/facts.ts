/**
 * What is true of a table wherever it is spoken of: in the stack that provisions it, the embedded
 * runtime that creates it, the store that reads it and the erasure that purges it.
 */
export interface TableFacts {
  /** Logical name. Enters the AAD of sealed rows, so a restore under another name still opens. */
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Set where data ages. Seconds; the attribute has this name everywhere. */
  readonly timeToLive?: 'expiresAt';
  readonly indexes?: readonly IndexFacts[];
  /** Whether changes are streamed, with both images, to a consumer. */
  readonly streamed?: true;
  /** INSERT is the only write that any role holds. */
  readonly appendOnly?: true;
  /**
   * Point-in-time recovery window: 7 where erasure is only final once it has passed
   * (subject-keys, aliases, subjects), else 35.
   */
  readonly recoveryDays: 7 | 35;
  /** What erasure does to the rows of one person. */
  readonly erasure: ErasureRule;
}

export interface IndexFacts {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly projection: 'keys-only' | 'all';
}

export type ErasureRule =
  | { readonly kind: 'purged' }
  /** Kept as evidence, under its own key, with a ground and a period told in `withheld`. */
  | { readonly kind: 'kept-as-evidence'; readonly evidence: 'consent' | 'request' }
  /** Holds nothing about a person, or only what destroying a key makes unlinkable. */
  | { readonly kind: 'not-personal'; readonly reason: string };
