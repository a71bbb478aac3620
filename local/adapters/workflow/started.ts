import { channel } from 'node:diagnostics_channel';

const starts = channel('custos:execution-started');

/** Reports to this thread that an execution has started. */
export const noteStart = (executionName: string): void => starts.publish(executionName);

/**
 * Receives the name of each execution that starts in this thread, whichever bundle starts it.
 *
 * @returns ends it
 */
export function onStart(take: (executionName: string) => void): () => void {
  const listener = (name: unknown): void => take(String(name));
  starts.subscribe(listener);
  return () => {
    starts.unsubscribe(listener);
  };
}
