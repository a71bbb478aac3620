import { pipeline, Transform } from 'node:stream';
import type { Readable, TransformCallback } from 'node:stream';
import { headOf } from './api-event.ts';
import type { HttpHead } from './api-event.ts';

export interface StreamedAnswer extends HttpHead {
  readonly stream: Readable;
}

const delimiter = Buffer.alloc(8);
/**
 * The delimiter has to be in the first 16 KB
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html).
 */
const longestPrelude = 16 * 1024;

/**
 * Reads status and headers from the beginning of a streamed response, as API Gateway does.
 *
 * @returns undefined for a response that API Gateway would reject as malformed
 */
export async function streamedAnswer(body: Readable): Promise<StreamedAnswer | undefined> {
  const stream = new AfterPrelude();
  pipeline(body, stream, () => undefined);
  const head = await stream.head;
  if (head === undefined) stream.destroy();
  return head && { ...head, stream };
}

/** What follows the prelude. */
class AfterPrelude extends Transform {
  readonly #head = Promise.withResolvers<HttpHead | undefined>();
  #prelude: Buffer | undefined = Buffer.alloc(0);

  /** Undefined for a malformed prelude, or none. */
  get head(): Promise<HttpHead | undefined> {
    return this.#head.promise;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, callback: TransformCallback): void {
    if (this.#prelude === undefined) {
      callback(null, chunk);
      return;
    }
    this.#prelude = Buffer.concat([this.#prelude, chunk]);
    const end = this.#prelude.indexOf(delimiter);
    if (end >= 0) {
      const head = headOf(this.#prelude.toString('utf8', 0, end));
      this.#head.resolve(head);
      const rest = this.#prelude.subarray(end + delimiter.length);
      this.#prelude = undefined;
      callback(null, rest);
    } else {
      if (this.#prelude.length > longestPrelude) this.#head.resolve(undefined);
      callback();
    }
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#head.resolve(undefined);
    callback(error);
  }

  override _flush(callback: TransformCallback): void {
    this.#head.resolve(undefined);
    callback();
  }
}
