import type { Tally } from './tally.ts';

/** Runs what is to be shown, one line each: outcome, title, seconds. */
export class Steps {
  #passed = 0;
  #failed = 0;
  #group = '';

  get tally(): Tally {
    return { passed: this.#passed, failed: this.#failed };
  }

  group(title: string): void {
    if (title !== this.#group) console.log(`\n${title}`);
    this.#group = title;
  }

  /** Counts a failure and goes on: what comes after does not need it. */
  async check(title: string, work: () => void | Promise<void>): Promise<void> {
    await this.#run(title, work).catch(() => undefined);
  }

  /**
   * Answers what later steps need.
   *
   * @throws StepFailedError, already counted and told
   */
  need<Value>(title: string, work: () => Promise<Value>): Promise<Value> {
    return this.#run(title, work);
  }

  /** Counts tests that another program ran. */
  add({ passed, failed }: Tally): void {
    this.#passed += passed;
    this.#failed += failed;
  }

  async #run<Value>(title: string, work: () => Value | Promise<Value>): Promise<Value> {
    const since = Date.now();
    try {
      const value = await work();
      this.#passed += 1;
      console.log(`ok   ${title} (${seconds(since)} s)`);
      return value;
    } catch (cause) {
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

/** Told already where it happened. */
export class StepFailedError extends Error {
  override readonly name = 'StepFailedError';
}
