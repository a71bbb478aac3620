/** Only such a text can hold a number that a double does not keep: many digits, or an exponent. */
const mayLoseDigits = /[\d.]{16}|\d[eE]/;

/**
 * `JSON.parse`, with NaN in the place of each number whose digits a double does not keep, as RFC 7493
 * section 2.2 warns: what is stored would not be what was sent. No JSON text yields NaN otherwise.
 *
 * @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  return mayLoseDigits.test(text) ? JSON.parse(text, keepExact) : JSON.parse(text);
}

/** What a reviver is given of a value that is neither object nor list (ECMA-262, JSON.parse). */
interface Context {
  readonly source?: string;
}

const keepExact = (_name: string, value: unknown, { source }: Context = {}): unknown =>
  typeof value === 'number' && source !== undefined && !keeps(value, source) ? Number.NaN : value;

const keeps = (value: number, source: string): boolean =>
  Number.isFinite(value) && digitsOf(String(value)) === digitsOf(source);

/** The number in one spelling: its digits without zeros at either end, and the exponent of ten. */
function digitsOf(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const significant = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return '0';
  const zeros = significant.length - digits.length;
  return `${sign}${digits}e${Number(exponent) - fraction.length + zeros}`;
}
