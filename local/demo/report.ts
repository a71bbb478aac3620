/** Prints what the demo has checked, and its progress. */
export class Report {
  #failed = 0;
  readonly #since = Date.now();

  get failed(): boolean {
    return this.#failed > 0;
  }

  /** Runs `work` on one item after another and shows the progress. */
  async each<Item>(
    title: string,
    items: readonly Item[],
    work: (item: Item) => Promise<void>,
  ): Promise<void> {
    for (const [index, item] of items.entries()) {
      await work(item);
      this.#progress(`${title} ${index + 1}/${items.length}`);
    }
  }

  /** Shows the changing status of a long task. */
  note(title: string): (status: string) => void {
    return (status) => this.#progress(`${title} ${status}`);
  }

  check(title: string, actual: unknown, expected: unknown): void {
    const holds = JSON.stringify(actual) === JSON.stringify(expected);
    if (!holds) this.#failed += 1;
    const shown = Array.isArray(actual) ? actual.join(' -> ') : String(actual);
    this.print(`${holds ? 'ok  ' : 'FAIL'} ${title}: ${shown}`);
  }

  print(line: string): void {
    if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
    console.log(line);
  }

  close(): void {
    const seconds = Math.round((Date.now() - this.#since) / 1000);
    this.print(this.failed ? `${this.#failed} checks failed` : `everything holds, in ${seconds} s`);
  }

  #progress(text: string): void {
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${text}`);
  }
}
