import { like } from '../like.ts';
import { isObject, TemplateError } from '../template.ts';

/** Whether a line of a log matches a filter pattern. */
export type LineTest = (line: unknown) => boolean;

interface Token {
  readonly kind: 'symbol' | 'word' | 'text';
  readonly text: string;
}

const token = /\s*(?:(&&|\|\||!=|<=|>=|[(){}=<>])|"((?:[^"\\]|\\.)*)"|([^\s(){}=<>!&|"]+))/y;

/**
 * Reads a filter pattern for lines of JSON (Amazon CloudWatch Logs User Guide, filter pattern syntax):
 * comparisons of fields with texts and numbers, EXISTS, NOT EXISTS, `&&`, `||` and brackets.
 *
 * @throws TemplateError for any other pattern
 */
export function filterPattern(pattern: string): LineTest {
  return new PatternReader(pattern).read();
}

class PatternReader {
  readonly #pattern: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
    this.#tokens = tokensOf(pattern);
  }

  read(): LineTest {
    this.#expect('{');
    const test = this.#or();
    this.#expect('}');
    if (this.#next < this.#tokens.length) throw this.#unsupported();
    return test;
  }

  #or(): LineTest {
    const tests = [this.#and()];
    while (this.#takes('||')) tests.push(this.#and());
    return (line) => tests.some((test) => test(line));
  }

  #and(): LineTest {
    const tests = [this.#term()];
    while (this.#takes('&&')) tests.push(this.#term());
    return (line) => tests.every((test) => test(line));
  }

  #term(): LineTest {
    if (!this.#takes('(')) return this.#comparison();
    const test = this.#or();
    this.#expect(')');
    return test;
  }

  #comparison(): LineTest {
    const field = fieldAt(this.#word());
    if (field === undefined) throw this.#unsupported();
    const operator = this.#word();
    if (operator === 'EXISTS') return (line) => field(line) !== undefined;
    if (operator === 'NOT' && this.#word() === 'EXISTS') return (line) => field(line) === undefined;
    const compare = comparisons[operator];
    const operand = this.#tokens[this.#next];
    if (compare === undefined || operand === undefined) throw this.#unsupported();
    this.#next += 1;
    const test = compare(operand);
    if (test === undefined) throw this.#unsupported();
    return (line) => {
      const value = field(line);
      return value !== undefined && test(value);
    };
  }

  #takes(symbol: string): boolean {
    const found = this.#tokens[this.#next];
    if (found?.kind !== 'symbol' || found.text !== symbol) return false;
    this.#next += 1;
    return true;
  }

  #expect(symbol: string): void {
    if (!this.#takes(symbol)) throw this.#unsupported();
  }

  #word(): string {
    const found = this.#tokens[this.#next];
    this.#next += 1;
    if (found === undefined || found.kind === 'text') throw this.#unsupported();
    return found.text;
  }

  #unsupported(): TemplateError {
    return new TemplateError(
      `the filter pattern ${this.#pattern} is not supported by the embedded runtime`,
    );
  }
}

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  const text = pattern.trimEnd();
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text);
    if (found === null) {
      throw new TemplateError(
        `the filter pattern ${pattern} cannot be read from ${text.slice(at)}`,
      );
    }
    const [, symbol, quoted, word] = found;
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol });
    else if (quoted !== undefined) {
      tokens.push({ kind: 'text', text: quoted.replaceAll(/\\(.)/g, '$1') });
    } else tokens.push({ kind: 'word', text: word ?? '' });
  }
  return tokens;
}

/** `$.a.b[0].c` */
function fieldAt(selector: string): ((line: unknown) => unknown) | undefined {
  if (!/^\$(?:\.[\w-]+(?:\[\d+\])?)+$/.test(selector)) return undefined;
  const names = selector
    .slice(2)
    .split(/\.|\[|\]\.?/)
    .filter(Boolean);
  return (line) =>
    names.reduce<unknown>(
      (value, name) =>
        isObject(value) ? value[name] : Array.isArray(value) ? value[Number(name)] : undefined,
      line,
    );
}

type Comparison = (operand: Token) => ((value: unknown) => boolean) | undefined;

const ordered =
  (compare: (value: number, bound: number) => boolean): Comparison =>
  ({ text }) => {
    const bound = Number(text);
    return Number.isNaN(bound) ? undefined : (value) => compare(Number(value), bound);
  };

/** A quoted operand is a text, in which `*` is any text; any other one is a number. */
const equal: Comparison = ({ kind, text }) => {
  if (kind !== 'text') {
    const bound = Number(text);
    return Number.isNaN(bound) ? undefined : (value) => value === bound;
  }
  const expression = like(text.split('*'));
  return (value) => expression.test(String(value));
};

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': equal,
  '!=': (operand) => {
    const test = equal(operand);
    return test && ((value) => !test(value));
  },
  '<': ordered((value, bound) => value < bound),
  '<=': ordered((value, bound) => value <= bound),
  '>': ordered((value, bound) => value > bound),
  '>=': ordered((value, bound) => value >= bound),
};
