/** After how long a step says that it is still under way, again and again. */
const patience = 3_000;

/** Says what the runtime is doing, a line a step; says nothing when quiet. */
export class Progress {
  readonly #quiet: boolean;
  readonly #since = Date.now();

  constructor(quiet: boolean) {
    this.#quiet = quiet;
  }

  async step<Value>(
    title: string,
    work: () => Promise<Value>,
    detail: (value: Value) => string = () => '',
  ): Promise<Value> {
    const since = Date.now();
    const waiting = setInterval(() => this.say(`${seconds(since)}  ${title} ...`), patience);
    const value = await work().finally(() => clearInterval(waiting));
    const more = detail(value);
    this.say(`${seconds(since)}  ${title}${more === '' ? '' : `: ${more}`}`);
    return value;
  }

  get total(): string {
    return seconds(this.#since).trim();
  }

  say(line: string): void {
    if (!this.#quiet) process.stdout.write(`${line}\n`);
  }
}

const seconds = (since: number): string =>
  `${((Date.now() - since) / 1000).toFixed(1).padStart(5)} s`;
