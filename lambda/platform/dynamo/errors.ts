/** The database cannot be reached, times out or throttles. Returned as 503. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';

  static from(cause: unknown): StoreUnavailableError {
    return new StoreUnavailableError('the database did not answer', { cause });
  }
}

/** A transaction was cancelled for a reason that correct code never causes. */
export class TransactionFailedError extends Error {
  override readonly name = 'TransactionFailedError';
  readonly codes: readonly string[];

  constructor(codes: readonly string[], options?: ErrorOptions) {
    super(`transaction cancelled: ${codes.join(', ')}`, options);
    this.codes = codes;
  }
}

/** A stored row does not fit the schema of its module. Names the table, never the row. */
export class CorruptRowError extends Error {
  override readonly name = 'CorruptRowError';

  constructor(table: string, options?: ErrorOptions) {
    super(`a row of ${table} does not fit its schema`, options);
  }
}
