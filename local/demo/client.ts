/** An answer of the API, parsed when it is JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly token?: string;
  readonly followUp?: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** The API answered something the demo did not expect; carries status and problem type only. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
}

/** Calls the API as a client program would: plain HTTP, one token a call. */
export class ApiClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async call(method: string, path: string, call: Call = {}): Promise<ApiAnswer> {
    const authorization = call.token
      ? `Bearer ${call.token}`
      : call.followUp && `Custos-Follow-Up ${call.followUp}`;
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...(authorization && { authorization }),
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...(call.idempotencyKey && { 'idempotency-key': call.idempotencyKey }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : parse(text) };
  }

  /** The same, but anything except `expected` is an error. */
  async expect(
    expected: number,
    method: string,
    path: string,
    call: Call = {},
  ): Promise<ApiAnswer['body']> {
    const { status, body } = await this.call(method, path, call);
    if (status !== expected) {
      const type = typeof body['type'] === 'string' ? body['type'] : 'no problem type';
      throw new UnexpectedAnswerError(`${method} ${path}: ${status} (${type}), not ${expected}`);
    }
    return body;
  }
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
