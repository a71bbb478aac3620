/** The embedded runtime sets it in the context of an app; a deployment never does. */
export const embeddedRuntime = 'custos:embedded-runtime';

/**
 * A deployment of the stage of the embedded runtime, which caches keys for a second and protects
 * nothing.
 */
export class LocalStageError extends Error {
  override readonly name = 'LocalStageError';

  constructor() {
    super('stage local is for npm start and is never deployed; use -c stage=dev or -c stage=prod');
  }
}
