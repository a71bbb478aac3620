import type { ProblemOutcome } from './outcome.ts';

/** Nothing answered in time, or the connection broke. `cause` says how; the call may have worked. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** Something answered that the contract does not know: a proxy, or an API of another version. */
export class UnexpectedAnswerError extends Error {
  override readonly name = 'UnexpectedAnswerError';
  /** Status of the HTTP answer. */
  readonly status: number;

  constructor(operation: string, status: number, options?: ErrorOptions) {
    super(`${operation} answered ${status} in a form that the contract does not know`, options);
    this.status = status;
  }
}

/** What `bodyOf` throws for a problem; its message names the problem and no personal data. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly outcome: ProblemOutcome;

  constructor(outcome: ProblemOutcome) {
    super(`${outcome.status} ${outcome.slug}: ${outcome.problem.title}`);
    this.outcome = outcome;
  }
}
