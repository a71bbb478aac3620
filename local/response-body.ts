import { Readable } from 'node:stream';
import type { Invocation } from './invocation.ts';

export interface ResponseSource {
  /** Asks for the next chunk. */
  readonly more: () => void;
  /** The receiver went away. */
  readonly stop: () => void;
}

/** The bytes of a function that streams. One chunk is under way at a time, so a slow receiver fills no memory. */
export class ResponseBody extends Readable {
  readonly #begun = Promise.withResolvers<'begun'>();
  #source: ResponseSource | undefined;
  #owed = false;

  constructor() {
    super();
    // It can fail before anything reads it.
    this.on('error', () => undefined);
  }

  /** Resolves with the first chunk. */
  get begun(): Promise<'begun'> {
    return this.#begun.promise;
  }

  from(source: ResponseSource): void {
    this.#source = source;
    if (this.destroyed) source.stop();
  }

  receive(chunk: Uint8Array): void {
    this.#owed = true;
    this.push(chunk);
    this.#begun.resolve('begun');
  }

  /** The function has ended. */
  finish(invocation: Invocation): void {
    this.#source = undefined;
    if (invocation.kind === 'returned') this.push(null);
    else this.destroy(new FunctionFailedError(invocation.error.errorType));
  }

  override _read(): void {
    if (!this.#owed) return;
    this.#owed = false;
    this.#source?.more();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#source?.stop();
    callback(error);
  }
}

/** A function failed after the first bytes of its response. */
export class FunctionFailedError extends Error {
  override readonly name = 'FunctionFailedError';

  constructor(errorType: string) {
    super(`the function failed within its response: ${errorType}`);
  }
}
