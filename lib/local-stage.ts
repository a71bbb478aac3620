/** Set in the context of an app by the embedded runtime, and by nothing that deploys. */
export const embeddedRuntime = 'custos:embedded-runtime';

/** The stage of the embedded runtime was to be deployed: keys are cached for a second, nothing is protected. */
export class LocalStageError extends Error {
  override readonly name = 'LocalStageError';

  constructor() {
    super('stage local is for npm start and is never deployed; use -c stage=dev or -c stage=prod');
  }
}
