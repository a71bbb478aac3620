/** What a function or a receiver of yours is called with: see docs/systems.md and docs/webhooks.md. */
export interface SystemCall {
  /** Of this call: the same when it is repeated, so that the work is done once. */
  readonly delivery: string;
  /** Of the task that the call belongs to. */
  readonly task: string;
  readonly action: 'find' | 'export' | 'erase' | 'rectify' | 'restrict' | 'control';
  /** Of the person, of the types that the policy declares. Use all of them. */
  readonly identifiers: readonly {
    readonly type: 'user-id' | 'email' | 'phone' | 'device-id';
    readonly value: string;
    /** Of a user or device id: who issued it, as `issuer` of the system in the policy says. */
    readonly issuer?: string;
  }[];
  /** Categories of the policy. Data of others is neither returned nor changed. */
  readonly categories: readonly string[];
  /** `second`: search in another way, by which a copy under another key is found. */
  readonly path: 'first' | 'second';
  /** As your last answer had it; absent in the first call. */
  readonly cursor?: string;
  /** Of functions: epoch milliseconds. Return what is done by then, with a cursor. */
  readonly until?: number;
  /** Of `rectify`. Change a value only where it is still `old`. */
  readonly corrections?: readonly {
    readonly category: string;
    /** JSON pointer (RFC 6901) into one row or document; absent: every value that is equal to `old`. */
    readonly pointer?: string;
    readonly recordId?: string;
    readonly old: unknown;
    readonly new: unknown;
  }[];
  /** Of `restrict`: whether the data must not be used, or may be used again (GDPR Art. 18). */
  readonly restricted?: boolean;
  /** Of `control`: the other person of the first count. */
  readonly remembered?: string;
}

/** The answer to every action but `control`. */
export interface SystemPage {
  /** By category, of this answer alone: found, exported, or changed now. */
  readonly counts: Readonly<Record<string, number>>;
  /** There is more: Custos calls again with it. */
  readonly cursor?: string;
  /** Of `find`: types of identifier that were searched by. */
  readonly selectors?: readonly SystemCall['identifiers'][number]['type'][];
  /** Of `export`. */
  readonly items?: readonly SystemItem[];
}

export type SystemItem =
  | {
      readonly kind: 'json';
      readonly category: string;
      readonly content: unknown;
      /** RFC 3339. */
      readonly at?: string;
    }
  /** A chunk of a file, in order, of at most 3 MiB before Base64. */
  | {
      readonly kind: 'file';
      readonly category: string;
      readonly name: string;
      readonly contentType: string;
      readonly base64: string;
      readonly isLast: boolean;
    };

/** The answer to `control`: another person, counted before and after an erasure. */
export interface SystemControl {
  readonly rows: number;
  /** Names that person in the second call; absent if there is no one. */
  readonly remembered?: string;
}

export type SystemAnswer = SystemPage | SystemControl;
