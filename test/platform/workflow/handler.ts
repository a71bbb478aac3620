import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { appendFileSync } from 'node:fs';

/** Work with every kind of operation that a workflow of ours uses; tells a file what it really did. */
export const everyOperation =
  (effects: string) =>
  async (
    input: { readonly requestId: string; readonly attempt: number },
    context: DurableContext,
  ) => {
    const did = (what: string) => appendFileSync(effects, `${what}\n`);
    const first = await context.step('first', () => {
      did(`first ${input.requestId}`);
      return Promise.resolve({ count: 1 });
    });
    await context.step(
      'unsteady',
      ({ attempt }: { attempt?: number }) => {
        did(`unsteady ${attempt ?? 0}`);
        if ((attempt ?? 0) < 2) throw new Error('not yet');
        return Promise.resolve();
      },
      { retryStrategy: (_, attempt) => ({ shouldRetry: attempt < 5, delay: { seconds: 1 } }) },
    );
    await context.wait('pause', { seconds: 1 });
    const counted = await context.invoke<{ of: number }, { total: number }>('count', 'counter', {
      of: first.count,
    });
    const both = await context.parallel('both', [
      (branch) => branch.step('left', () => Promise.resolve(did('left'))),
      (branch) => branch.step('right', () => Promise.resolve(did('right'))),
    ]);
    both.throwIfError();
    await context.step('last', () => Promise.resolve(did(`last ${counted.total}`)));
    return { total: counted.total };
  };
