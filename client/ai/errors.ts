import type { DecisionResult } from '../decisions.ts';
import type { ProblemOutcome } from '../outcome.ts';

type Denial = Extract<DecisionResult, { readonly decision: 'deny' }>;

/** The prompt may not be used for the purpose: the model was not called. */
export class ProcessingDeniedError extends Error {
  override readonly name = 'ProcessingDeniedError';
  readonly reasons: Denial['reasons'];

  constructor(purpose: string, { reasons, cause }: Denial) {
    super(`${purpose} is denied: ${reasons.join(', ')}`, { cause });
    this.reasons = reasons;
  }
}

/** The prompt has files, and no text can be taken out of them: the model was not called. */
export class FileInPromptError extends Error {
  override readonly name = 'FileInPromptError';

  constructor() {
    super(
      'the prompt has a file, which is not redacted: leave it out, or set `files` with a reason',
    );
  }
}

/** The model answered, and Custos did not store what was said. */
export class NotRecordedError extends Error {
  override readonly name = 'NotRecordedError';
  readonly problem: ProblemOutcome;

  constructor(problem: ProblemOutcome) {
    super(`the conversation was not recorded: ${problem.slug}`);
    this.problem = problem;
  }
}
