import type { IdentifierType } from '../../policy/vocabulary.ts';
import type { JsonValue } from '../../value/json.ts';

export { identifierTypes } from '../../policy/vocabulary.ts';
export type { IdentifierType } from '../../policy/vocabulary.ts';

export interface PersonIdentifier {
  readonly type: IdentifierType;
  /** As Custos compares it: an e-mail address in lower case, a telephone number in E.164. */
  readonly value: string;
  /** Of a user or device id: who issued it. The caller sends those of one issuer alone. */
  readonly issuer?: string;
}

export const systemActions = ['find', 'export', 'erase', 'rectify', 'restrict'] as const;
export type SystemAction = (typeof systemActions)[number];

/**
 * What a connector is asked. It does what it can until `until`, and at least one step however late it
 * is: a caller that repeats the call with each cursor reaches the end.
 */
export interface ConnectorCall {
  /** Random; the same in every call of a task, so that a repeated call is recognised. */
  readonly taskId: string;
  /** All of the person. Several of one type are all used; types that the system has not are ignored. */
  readonly identifiers: readonly PersonIdentifier[];
  /** Only data of these categories of the policy is found, returned or changed. */
  readonly categories: readonly string[];
  /**
   * By the key of the settings, or by the second path of the settings: a selector that shares as little
   * as possible with the first, to verify by. A system without a second path uses the first again.
   */
  readonly path: 'first' | 'second';
  /** Epoch milliseconds. */
  readonly until: number;
  /**
   * Names this call within its task: the same when it is retried or asked again, and another one for
   * every other call. For systems that answer later.
   */
  readonly step?: string | undefined;
  /** Where a system that answers later says so. */
  readonly answerTo?: { readonly path: string; readonly token: string } | undefined;
  /** As the last page returned it. Can contain personal data: the caller encrypts it. */
  readonly cursor?: string;
}

/** A place in stored data, and what it is changed to. */
export interface SystemCorrection {
  readonly category: string;
  /** RFC 6901, into one row or document. Absent: every value that is equal to `old`. */
  readonly pointer?: string;
  /** Of the system, where it has ids that the caller knows. */
  readonly recordId?: string;
  /** Only a value equal to it is changed: a later change of the person is kept. */
  readonly old: JsonValue;
  readonly new: JsonValue;
}

export interface RectifyCall extends ConnectorCall {
  readonly corrections: readonly SystemCorrection[];
}

export interface RestrictCall extends ConnectorCall {
  /** False releases. */
  readonly restricted: boolean;
}

/** By category; a category without a count has zero. */
export type Counts = Readonly<Record<string, number>>;

/**
 * The outcome of one call. `counts` are those of this page alone; without a cursor it was the last one.
 * `waiting`: a system that answers later has taken the call.
 */
export type Page<Content extends object = object> =
  | ({ readonly kind: 'page'; readonly counts: Counts; readonly cursor?: string } & Content)
  | { readonly kind: 'waiting'; readonly pollAfterSeconds?: number };

/** Types of identifier that were searched by. None: the person has none that the system knows. */
export interface Found {
  readonly selectors: readonly IdentifierType[];
}

export interface Exported {
  readonly items: readonly ExportItem[];
}

/**
 * A row or document, or a chunk of a file in order: each at most `maximumChunkBytes` before Base64. The
 * chunks of one file have the same name and follow each other, over pages if need be.
 */
export type ExportItem =
  | {
      readonly kind: 'json';
      readonly category: string;
      readonly content: JsonValue;
      /** RFC 3339: when it was stored, where the system knows. */
      readonly at?: string;
    }
  | {
      readonly kind: 'file';
      readonly category: string;
      readonly name: string;
      readonly contentType: string;
      readonly base64: string;
      readonly isLast: boolean;
    };

export const maximumChunkBytes = 3 * 1024 * 1024;
/** Of a page as JSON: AWS Lambda returns at most 6 MB. */
export const maximumPageBytes = 4.5 * 1024 * 1024;

/**
 * Another person of the system, counted before and after an erasure. `remembered` is personal data: the
 * caller encrypts it. Absent: the system has no other person, or cannot name one.
 */
export interface Control {
  readonly kind: 'control';
  readonly remembered?: string;
  readonly rows: number;
}

export interface ControlCall extends ConnectorCall {
  /** Of the first count: the same person again. Absent: anyone but the person of the call. */
  readonly remembered?: string;
}

/** `what` and `remedy` name settings and resources, never a person. */
export type Probe =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-ready'; readonly what: string; readonly remedy: string };

/**
 * One system of the operator. Every method is idempotent and paged, and can be continued from each
 * cursor that it returned, by another process and more than once.
 *
 * @throws SystemFaultError, or any other error: `systemErrorOf` has a code for it
 */
export interface Connector {
  /** Counts what is there. */
  find(call: ConnectorCall): Promise<Page<Found>>;
  export(call: ConnectorCall): Promise<Page<Exported>>;
  /** Counts what was erased now; nothing left to erase is a page of zero. */
  erase(call: ConnectorCall): Promise<Page>;
  /** Counts what was changed now. */
  rectify(call: RectifyCall): Promise<Page>;
  /** Counts what was changed now. */
  restrict(call: RestrictCall): Promise<Page>;
  control(call: ControlCall): Promise<Control>;
  /** Read-only, with an invented person: whether the system can be reached and the settings fit it. */
  probe(): Promise<Probe>;
}
