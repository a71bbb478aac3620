import type { UseOfService } from './adapters/use-of-service.ts';

/** What a worker receives at its start. */
export interface WorkerFacts {
  readonly name: string;
  readonly arn: string;
  readonly module: string;
  readonly exported: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Added to the time of the machine. */
  readonly aheadMilliseconds: number;
}

export interface WorkerCall {
  readonly id: number;
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
}

/** `more` asks for the next chunk of a response; `stop` says that its receiver went away. */
export type WorkerRequest =
  | (WorkerCall & { readonly kind: 'call' })
  | { readonly kind: 'more' | 'stop'; readonly id: number };

export type WorkerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'used'; readonly use: UseOfService }
  | { readonly kind: 'started'; readonly executionName: string }
  /** Part of a streamed response. The next one is sent after `more`. */
  | { readonly kind: 'chunk'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'returned'; readonly id: number; readonly payload: string }
  | {
      readonly kind: 'failed';
      /** Id of the call, or `notLoaded`. */
      readonly id: number;
      readonly errorType: string;
      readonly errorMessage: string;
    };

/** Instead of the id of a call when the bundle could not be loaded. */
export const notLoaded = -1;
