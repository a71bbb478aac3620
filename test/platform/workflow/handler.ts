import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { appendFile } from 'node:fs/promises';

interface Input {
  readonly requestId: string;
  readonly attempt: number;
}

/** A workflow with every kind of operation that Custos uses; writes its effects to a file. */
export const everyOperation =
  (effects: string) =>
  async (input: Input, context: DurableContext): Promise<{ readonly total: number }> => {
    const did = (what: string): Promise<void> => appendFile(effects, `${what}\n`);
    const first = await context.step('first', async () => {
      await did(`first ${input.requestId}`);
      return { count: 1 };
    });
    await context.step(
      'unsteady',
      async ({ attempt }) => {
        await did(`unsteady ${attempt}`);
        if (attempt < 2) throw new Error('not yet');
      },
      { retryStrategy: (_, attempt) => ({ shouldRetry: attempt < 5, delay: { seconds: 1 } }) },
    );
    await context.wait('pause', { seconds: 1 });
    const counted = await context.invoke<{ of: number }, { total: number }>('count', 'counter', {
      of: first.count,
    });
    const both = await context.parallel('both', [
      (branch) => branch.step('left', () => did('left')),
      (branch) => branch.step('right', () => did('right')),
    ]);
    both.throwIfError();
    await context.step('last', () => did(`last ${counted.total}`));
    return { total: counted.total };
  };
