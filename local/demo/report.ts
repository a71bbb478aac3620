/** Prints what the demo has checked, and its progress. */
export class Report {
  #failed = 0;
  readonly #since: number;
  readonly #write: (line: string) => void;

  constructor(write = writeLine, since = Date.now()) {
    this.#write = write;
    this.#since = since;
  }

  get failed(): boolean {
    return this.#failed > 0;
  }

  /** Begins a part, with the time since the start: `12 s  20 people use the assistant`. */
  part(title: string): void {
    this.#write('');
    this.#write(`${this.#seconds.toString().padStart(3)} s  ${title}`);
  }

  /** A part that is played beside others: its lines are printed together, at its end. */
  async beside(title: string, play: (report: Report) => Promise<void>): Promise<void> {
    const lines: string[] = [];
    const own = new Report((line) => lines.push(line), this.#since);
    // The others go on.
    await play(own).catch((error: unknown) => own.stop(error));
    this.part(title);
    for (const line of lines) this.#write(line);
    this.#failed += own.#failed;
  }

  /** Runs `work` on one item after another and shows the progress. */
  async each<Item>(
    title: string,
    items: readonly Item[],
    work: (item: Item) => Promise<void>,
  ): Promise<void> {
    for (const [index, item] of items.entries()) {
      await work(item);
      this.note(title)(`${index + 1}/${items.length}`);
    }
  }

  /** Shows the changing status of a long task, where there is a terminal. */
  note(title: string): (status: string) => void {
    return (status) => {
      if (process.stdout.isTTY) process.stdout.write(`${eraseLine}${title} ${status}`);
    };
  }

  check(title: string, actual: unknown, expected: unknown): void {
    const holds = JSON.stringify(actual) === JSON.stringify(expected);
    if (!holds) this.#failed += 1;
    const wanted = holds ? '' : `, and not ${shown(expected)}`;
    this.print(`${holds ? 'ok  ' : 'FAIL'} ${title}: ${shown(actual)}${wanted}`);
  }

  print(line: string): void {
    this.#write(line);
  }

  /** What was played cannot go on. */
  stop(error: unknown): void {
    this.#failed += 1;
    this.print(`FAIL ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}`);
  }

  close(): void {
    this.#write('');
    this.print(
      this.failed
        ? `checks that failed: ${this.#failed}`
        : `everything holds, in ${this.#seconds} s`,
    );
  }

  get #seconds(): number {
    return Math.round((Date.now() - this.#since) / 1000);
  }
}

/** Erases the line that the cursor is on (ECMA-48, EL). */
const eraseLine = '\r\u001B[K';

function writeLine(line: string): void {
  if (process.stdout.isTTY) process.stdout.write(eraseLine);
  console.log(line);
}

const shown = (value: unknown): string =>
  Array.isArray(value) ? value.join(' -> ') : String(value);
