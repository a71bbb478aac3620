/** One message of an HTTP/1.1 connection. */
export interface HttpMessage {
  /** Request line or status line. */
  readonly startLine: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Empty where `keepsBody` did not want it. */
  readonly body: Buffer;
}

type Head = Omit<HttpMessage, 'body'>;

/** Bytes that are no HTTP/1.1 message, so that nothing can say what was called. */
export class MalformedHttpError extends Error {
  override readonly name = 'MalformedHttpError';
}

const largestHead = 64 * 1024;
const headEnd = '\r\n\r\n';
const lineEnd = '\r\n';

/** Splits one direction of a connection into its messages (RFC 9112). */
export class HttpMessages {
  readonly #take: (message: HttpMessage) => void;
  readonly #keepsBody: (head: Head) => boolean;
  #pending: Buffer = Buffer.alloc(0);
  #head: Head | undefined;
  #parts: Buffer[] = [];
  /** Bytes of the body, or of the chunk, that are still to come. */
  #left = 0;
  #framing: 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'to-the-end' = 'length';

  constructor(
    take: (message: HttpMessage) => void,
    keepsBody: (head: Head) => boolean = () => true,
  ) {
    this.#take = take;
    this.#keepsBody = keepsBody;
  }

  /** @throws MalformedHttpError */
  push(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length > 0 && this.#step());
  }

  /** Returns false when more bytes are needed. */
  #step(): boolean {
    if (this.#head === undefined) return this.#readHead();
    switch (this.#framing) {
      case 'length':
        return this.#readBody(() => this.#end());
      case 'chunk':
        return this.#readBody(() => {
          this.#framing = 'chunk-end';
        });
      case 'chunk-end':
        return this.#readLine(() => {
          this.#framing = 'chunk-size';
        });
      case 'chunk-size':
        return this.#readLine((line) => this.#beginChunk(line));
      case 'trailers':
        return this.#readLine((line) => line === '' && this.#end());
      case 'to-the-end':
        this.#pending = Buffer.alloc(0);
        return false;
    }
  }

  #readHead(): boolean {
    const end = this.#pending.indexOf(headEnd);
    if (end < 0) {
      if (this.#pending.length > largestHead) throw new MalformedHttpError('a head does not end');
      return false;
    }
    const head = headOf(this.#pending.toString('latin1', 0, end));
    this.#pending = this.#pending.subarray(end + headEnd.length);
    // An interim response (RFC 9110 section 15.2) precedes the response.
    if (/^HTTP\/\S+ 1\d\d/.test(head.startLine)) return true;
    this.#head = head;
    this.#begin(head);
    return true;
  }

  #begin({ startLine, headers }: Head): void {
    const length = headers.get('content-length');
    const coding = headers.get('transfer-encoding');
    if (coding !== undefined) {
      // Both headers are how requests are smuggled (RFC 9112 section 6.1).
      if (coding.toLowerCase() !== 'chunked' || length !== undefined) {
        throw new MalformedHttpError('the framing of a message is ambiguous');
      }
      this.#framing = 'chunk-size';
    } else if (length === undefined && startLine.startsWith('HTTP/') && !isEmpty(startLine)) {
      this.#framing = 'to-the-end';
    } else {
      this.#framing = 'length';
      this.#left = isEmpty(startLine) ? 0 : lengthOf(length ?? '0');
      if (this.#left === 0) this.#end();
    }
  }

  #readBody(ended: () => void): boolean {
    const part = this.#pending.subarray(0, this.#left);
    this.#pending = this.#pending.subarray(part.length);
    this.#left -= part.length;
    if (this.#head !== undefined && this.#keepsBody(this.#head)) this.#parts.push(part);
    if (this.#left === 0) ended();
    return this.#left === 0;
  }

  #beginChunk(line: string): void {
    const [size = ''] = line.split(';');
    if (!/^[0-9a-f]{1,8}$/i.test(size)) throw new MalformedHttpError('a chunk has no size');
    const bytes = Number.parseInt(size, 16);
    this.#framing = bytes === 0 ? 'trailers' : 'chunk';
    this.#left = bytes;
  }

  #readLine(take: (line: string) => unknown): boolean {
    const end = this.#pending.indexOf(lineEnd);
    if (end < 0) {
      if (this.#pending.length > largestHead) throw new MalformedHttpError('a line does not end');
      return false;
    }
    const line = this.#pending.toString('latin1', 0, end);
    this.#pending = this.#pending.subarray(end + lineEnd.length);
    take(line);
    return true;
  }

  #end(): void {
    const head = this.#head;
    const body = Buffer.concat(this.#parts);
    this.#head = undefined;
    this.#parts = [];
    if (head !== undefined) this.#take({ ...head, body });
  }
}

function headOf(text: string): Head {
  const [startLine = '', ...lines] = text.split(lineEnd);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (colon < 1 || /\s/.test(name)) throw new MalformedHttpError('a header has no name');
    if (headers.has(name) && name === 'content-length') {
      throw new MalformedHttpError('the framing of a message is ambiguous');
    }
    headers.set(name, line.slice(colon + 1).trim());
  }
  return { startLine, headers };
}

const isEmpty = (startLine: string): boolean => /^HTTP\/\S+ (?:204|304)/.test(startLine);

function lengthOf(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new MalformedHttpError('a length is no number');
  return Number(text);
}
