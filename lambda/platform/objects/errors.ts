/** S3, or the directory, does not respond. Returned as 503. */
export class ObjectsUnavailableError extends Error {
  override readonly name = 'ObjectsUnavailableError';

  static from(cause: unknown): ObjectsUnavailableError {
    return new ObjectsUnavailableError('the object store did not respond', { cause });
  }
}

/** An invalid name, type or time: a defect of the calling code. */
export class ObjectArgumentError extends Error {
  override readonly name = 'ObjectArgumentError';
}

/** Calls the object store; any error becomes ObjectsUnavailableError. */
export async function answered<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (cause) {
    throw ObjectsUnavailableError.from(cause);
  }
}
