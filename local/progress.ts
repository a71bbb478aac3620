/** How often a terminal is updated. */
const interval = 1_000;

/** Where progress goes: `process.stdout`, for example. */
export interface Output {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** Erases the line that the cursor is on (ECMA-48, EL 2). */
const eraseLine = '\r\u001B[2K';

/**
 * Prints a line for each completed step. A terminal also shows the current step, in a last line
 * that is updated every second; a file or a pipe does not.
 */
export class Progress {
  #output: Output | undefined;
  readonly #since = Date.now();

  /** @param output absent to print nothing */
  constructor(output: Output | undefined) {
    this.#output = output;
  }

  /** @param work gets a function with which it names its current step */
  async step<Value>(
    title: string,
    work: (doing: (what: string) => void) => Promise<Value>,
    detail: (value: Value) => string = () => '',
  ): Promise<Value> {
    const since = Date.now();
    let now = '';
    const show = () => this.#showUnderWay(`${seconds(since)}  ${withDetail(title, now)} ...`);
    const repeating = setInterval(show, interval);
    const value = await work((what) => {
      now = what;
      show();
    }).finally(() => {
      clearInterval(repeating);
      this.#showUnderWay('');
    });
    this.say(`${seconds(since)}  ${withDetail(title, detail(value))}`);
    return value;
  }

  get total(): string {
    return seconds(this.#since).trim();
  }

  say(line: string): void {
    this.#output?.write(`${this.#output.isTTY === true ? eraseLine : ''}${line}\n`);
  }

  /** Nothing is printed from here on. */
  end(): void {
    this.#output = undefined;
  }

  #showUnderWay(line: string): void {
    if (this.#output?.isTTY === true) this.#output.write(`${eraseLine}${line}`);
  }
}

const withDetail = (title: string, detail: string): string =>
  detail === '' ? title : `${title}: ${detail}`;

const seconds = (since: number): string =>
  `${((Date.now() - since) / 1000).toFixed(1).padStart(5)} s`;
