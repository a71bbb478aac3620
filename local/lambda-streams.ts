import { Writable } from 'node:stream';

/*
 * The global `awslambda` of the Node.js runtime of Lambda, as its open-source client has it:
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client (src/stream, src/utils/globals.ts).
 */

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');

/** Whether the handler takes the stream of its response. */
export const isStreaming = (handler: object): boolean =>
  (handler as { readonly [streaming]?: unknown })[streaming] === 'response';

const contentType = 'application/vnd.awslambda.http-integration-response';
const delimiter = new Uint8Array(8);

/** The stream of one response. `send` resolves when the next bytes can be sent. */
export class ResponseStream extends Writable {
  readonly #send: (bytes: Uint8Array) => Promise<void>;
  #begun = false;
  #prelude: string | undefined;
  /** Of the whole stream, as `InvokeWithResponseStream` returns it. */
  contentType = 'application/octet-stream';

  constructor(send: (bytes: Uint8Array) => Promise<void>) {
    super({ decodeStrings: true });
    this.#send = send;
  }

  setContentType(type: string): void {
    if (this.#begun) throw new TypeError('Cannot set content-type, too late.');
    this.contentType = type;
  }

  /** As in Lambda: only a write sends the prelude, the end of the stream does not. */
  begin(prelude: string): void {
    this.#prelude = prelude;
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ): void {
    const first = this.#begun ? undefined : this.#prelude;
    this.#begun = true;
    const bytes =
      first === undefined ? chunk : Buffer.concat([Buffer.from(first), delimiter, chunk]);
    this.#send(bytes).then(() => callback(), callback);
  }
}

export const awslambda = {
  streamifyResponse: <Handler extends object>(handler: Handler): Handler =>
    Object.assign(handler, { [streaming]: 'response' }),
  HttpResponseStream: {
    from: (stream: ResponseStream, metadata: Record<string, unknown>): ResponseStream => {
      stream.setContentType(contentType);
      stream.begin(JSON.stringify(metadata));
      return stream;
    },
  },
};
