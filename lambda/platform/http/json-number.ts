/**
 * Only a text like this can have a number that a double does not represent: many digits, or an
 * exponent.
 */
const mayLoseDigits = /[\d.]{16}|\d[eE]/;

/**
 * `JSON.parse`, with NaN instead of each number that a double cannot represent (RFC 7493 section
 * 2.2): the stored number would not be the one that was sent. JSON text never yields NaN otherwise.
 *
 * @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  return mayLoseDigits.test(text) ? JSON.parse(text, keepExact) : JSON.parse(text);
}

/**
 * The third argument of a reviver for a value that is neither object nor array (ECMA-262,
 * JSON.parse).
 */
interface Context {
  readonly source?: string;
}

const keepExact = (_name: string, value: unknown, { source }: Context = {}): unknown =>
  typeof value === 'number' && source !== undefined && !keeps(value, source) ? Number.NaN : value;

const keeps = (value: number, source: string): boolean =>
  Number.isFinite(value) && digitsOf(String(value)) === digitsOf(source);

/** A canonical spelling: the digits without leading and trailing zeros, and the exponent of ten. */
function digitsOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const significant = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return '0';
  const zeros = significant.length - digits.length;
  return `${sign}${digits}e${Number(exponent) - fraction.length + zeros}`;
}
