import type { Tally } from './tally.ts';

/** Runs steps and prints one line each: outcome, title, seconds. */
export class Steps {
  #passed = 0;
  #failed = 0;
  #stopped = false;

  get tally(): Tally {
    return { passed: this.#passed, failed: this.#failed };
  }

  /** Counts one failure; later failures follow from it. */
  stop(reason: string): void {
    this.add({ passed: 0, failed: 1 });
    console.log(`FAIL ${reason}`);
    this.#stopped = true;
  }

  /** Counts a failure and continues: the next steps do not need this one. */
  async check(title: string, work: () => void | Promise<void>): Promise<void> {
    await this.#run(title, work).catch(() => undefined);
  }

  /**
   * Returns what later steps need.
   *
   * @throws StepFailedError, already counted and reported
   */
  need<Value>(title: string, work: () => Promise<Value>): Promise<Value> {
    return this.#run(title, work);
  }

  /** Runs steps that need one another; later steps need none of them. */
  async series(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof StepFailedError) || this.#isStopped()) throw error;
    }
  }

  /** Counts tests that another program ran. */
  add({ passed, failed }: Tally): void {
    this.#passed += passed;
    this.#failed += failed;
  }

  #isStopped(): boolean {
    return this.#stopped;
  }

  async #run<Value>(title: string, work: () => Value | Promise<Value>): Promise<Value> {
    if (this.#isStopped()) throw new StepFailedError(title);
    const since = Date.now();
    try {
      const value = await work();
      this.#passed += 1;
      console.log(`ok   ${title} (${seconds(since)} s)`);
      return value;
    } catch (cause) {
      if (this.#isStopped()) throw new StepFailedError(title, { cause });
      this.#failed += 1;
      console.log(`FAIL ${title} (${seconds(since)} s)\n${indented(cause)}`);
      throw new StepFailedError(title, { cause });
    }
  }
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);

const indented = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
    .split('\n')
    .map((line) => `     ${line}`)
    .join('\n');

/** Already reported. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError';
}
