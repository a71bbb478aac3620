import type { Area } from '../area.ts';

/**
 * What is true of a table wherever it is spoken of: in the stack that provisions it, the embedded
 * runtime that creates it, the store that reads it and the erasure that purges it.
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
  /** Logical name. Enters the AAD of encrypted rows, so a restore under another name still opens. */
  readonly name: string;
  /** Section of the dashboard and of the alarms. */
  readonly area: Area;
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Set where data ages. Seconds; the attribute has this name everywhere. */
  readonly timeToLive?: 'expiresAt';
  readonly indexes?: readonly IndexFacts[];
  /** Whether changes are streamed to a consumer: with both images, or the keys of the row alone. */
  readonly streamed?: true | 'keys-only';
  /** INSERT is the only write that any role holds. */
  readonly appendOnly?: true;
  /**
   * Point-in-time recovery window: 7 where erasure is only final once it has passed
   * (subject-keys, aliases, subjects), else 35.
   */
  readonly recoveryDays: 7 | 35;
}

export interface IndexFacts {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly projection: 'keys-only' | 'all';
}

/** Where the rows of one person are: one partition under `subjectId`, or all that an index has under it. */
export type RowsOfPerson = 'partition' | { readonly index: string };

/** What erasure does to the rows of one person. */
export type ErasureRule =
  | {
      readonly kind: 'purged';
      readonly rows: RowsOfPerson;
      /** The step that removes them: see `lambda/erasure/purge.ts`. */
      readonly by: Purger;
    }
  /** Stays, encrypted under a class of the person whose key the erasure destroys. */
  | { readonly kind: 'unreadable'; readonly erasureClass: string }
  /** Kept as evidence, under its own key, with a ground and a period shown in `withheld`. */
  | { readonly kind: 'kept-as-evidence'; readonly evidence: 'consent' | 'request' }
  /** Holds no row under the id of a person. */
  | { readonly kind: 'not-personal'; readonly reason: string };

export type Purger =
  /** Deletes every row; rows carry a `version`. */
  | 'deletion'
  /** Deletes the records that no ground keeps. */
  | 'deletion-unless-withheld'
  /** Destroys the keys that no evidence needs, each with a tombstone. */
  | 'key-destruction'
  /** Removes names and the row of the person last, after the certificate: not recounted. */
  | 'forgetting';

/** What of the rows of a person is in a copy of their data (GDPR Art. 15(3)). */
export type CopyRule =
  /** These attributes of each row, as a line of `<table>.jsonl`: `lambda/export/copied-rows.ts`. */
  | { readonly kind: 'lines'; readonly attributes: readonly string[] }
  /** A step of `lambda/export/access-export.ts` writes this file, or files in this folder. */
  | { readonly kind: 'written'; readonly file: string }
  /** Nothing that is not in the copy otherwise. */
  | { readonly kind: 'left-out'; readonly reason: string };

export type PurgedTable = TableShape & {
  readonly erasure: Extract<ErasureRule, { readonly kind: 'purged' }>;
  readonly copy: CopyRule;
};

export type CopiedTable = TableFacts & {
  readonly copy: Extract<CopyRule, { readonly kind: 'lines' }>;
};
