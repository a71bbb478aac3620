import type { Area } from '../area.ts';

/**
 * One definition of a table: for the stack that provisions it, the embedded runtime that creates
 * it, the store that reads it and the erasure that purges it.
 */
export type TableFacts = TableShape & PersonFacts;

/** The rules for the rows of a person; what follows from them is derived. */
type PersonFacts =
  | { readonly erasure: Extract<ErasureRule, { readonly kind: 'not-personal' }> }
  | {
      readonly erasure: Exclude<ErasureRule, { readonly kind: 'not-personal' }>;
      readonly copy: CopyRule;
    };

interface TableShape {
  /**
   * Logical name. Part of the AAD of encrypted rows, so that a table restored under another name
   * can be decrypted.
   */
  readonly name: string;
  /** Section of the dashboard and of the alarms. */
  readonly area: Area;
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Present where rows expire. In seconds; the attribute has this name in every table. */
  readonly timeToLive?: 'expiresAt';
  readonly indexes?: readonly IndexFacts[];
  /** Whether changes are streamed to a consumer: with both images, or with the keys only. */
  readonly streamed?: true | 'keys-only';
  /** INSERT is the only write that any role may make. */
  readonly appendOnly?: true;
  /**
   * Point-in-time recovery window: 7 where an erasure is final only after it (subject-keys,
   * aliases, subjects), else 35.
   */
  readonly recoveryDays: 7 | 35;
}

export interface IndexFacts {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly projection: 'keys-only' | 'all';
}

/**
 * Where the rows of one person are: in one partition under `subjectId`, or under it in an index.
 */
export type RowsOfPerson = 'partition' | { readonly index: string };

/** What an erasure does with the rows of one person. */
export type ErasureRule =
  | {
      readonly kind: 'purged';
      readonly rows: RowsOfPerson;
      /** The step that deletes them: see `lambda/erasure/purge.ts`. */
      readonly by: Purger;
    }
  /** Not deleted; encrypted under a class of the person whose key the erasure destroys. */
  | { readonly kind: 'unreadable'; readonly erasureClass: string }
  /** Exempt as evidence, under its own key, with a ground and a period in `withheld`. */
  | { readonly kind: 'kept-as-evidence'; readonly evidence: 'consent' | 'request' }
  /** Has no row under the id of a person. */
  | { readonly kind: 'not-personal'; readonly reason: string };

export type Purger =
  /** Deletes every row; rows carry a `version`. */
  | 'deletion'
  /** Deletes the records that no ground exempts. */
  | 'deletion-unless-withheld'
  /** Destroys the keys that no evidence needs, each with a tombstone. */
  | 'key-destruction'
  /**
   * Deletes the identities and the row of the person last, after the certificate: not recounted.
   */
  | 'forgetting';

/** The part of the rows of a person that a copy of their data has (GDPR Art. 15(3)). */
export type CopyRule =
  /** These attributes of each row, as a line of `<table>.jsonl`: `lambda/export/copied-rows.ts`. */
  | { readonly kind: 'lines'; readonly attributes: readonly string[] }
  /** A step of `lambda/export/access-export.ts` writes this file, or files in this folder. */
  | { readonly kind: 'written'; readonly file: string }
  /** Other files of the copy have it already. */
  | { readonly kind: 'left-out'; readonly reason: string };

export type PurgedTable = TableShape & {
  readonly erasure: Extract<ErasureRule, { readonly kind: 'purged' }>;
  readonly copy: CopyRule;
};

export type CopiedTable = TableFacts & {
  readonly copy: Extract<CopyRule, { readonly kind: 'lines' }>;
};
