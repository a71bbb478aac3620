/** The store of objects does not answer. Answered as 503. */
export class ObjectsUnavailableError extends Error {
  override readonly name = 'ObjectsUnavailableError';

  static from(cause: unknown): ObjectsUnavailableError {
    return new ObjectsUnavailableError('the store of objects did not answer', { cause });
  }
}

/** A name, type or time that no object of ours has: a defect of the calling code. */
export class ObjectArgumentError extends Error {
  override readonly name = 'ObjectArgumentError';
}

/** Sends to the store; whatever it throws becomes ObjectsUnavailableError. */
export async function answered<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (cause) {
    throw ObjectsUnavailableError.from(cause);
  }
}
