/**
 * Whether an event matches a pattern of a metric filter for JSON (CloudWatch Logs User Guide, Filter
 * pattern syntax), for the syntax in use. The guide does not say whether `!=` holds where the field is absent:
 * the caller decides.
 */
export function counts(
  pattern: string,
  event: unknown,
  { absentDiffers }: { readonly absentDiffers: boolean },
): boolean {
  const [, inner = ''] = /^\{(.*)\}$/s.exec(pattern.trim()) ?? [];
  const tokens = inner.match(token) ?? [];
  if (tokens.join('') !== inner.replaceAll(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '')) {
    throw new TypeError(`not understood: ${pattern}`);
  }
  let next = 0;
  const take = (): string => tokens[next++] ?? '';
  const takeIf = (wanted: string): boolean => tokens[next] === wanted && Boolean(take());

  // `&&` binds tighter than `||`. Both sides are read, so that none is skipped.
  const any = (): boolean => {
    let result = every();
    while (takeIf('||')) result = [every(), result].some(Boolean);
    return result;
  };
  const every = (): boolean => {
    let result = single();
    while (takeIf('&&')) result = [single(), result].every(Boolean);
    return result;
  };
  const single = (): boolean => {
    if (!takeIf('(')) return comparison();
    const result = any();
    if (!takeIf(')')) throw new TypeError(`no bracket: ${pattern}`);
    return result;
  };
  const comparison = (): boolean => {
    const value = valueAt(event, take());
    const operator = take();
    if (operator === 'NOT') return take() === 'EXISTS' && value === undefined;
    const wanted = take().replaceAll('"', '');
    if (operator === '=') return value !== undefined && isLike(wanted, value);
    if (operator !== '!=') throw new TypeError(`the operator ${operator} is not known here`);
    return value === undefined ? absentDiffers : !isLike(wanted, value);
  };

  const result = any();
  if (next !== tokens.length) throw new TypeError(`more than a condition: ${pattern}`);
  return result;
}

const token = /\$[\w.[\]]+|"[^"]*"|&&|\|\||!=|=|\(|\)|[\w.*-]+/g;

const valueAt = (event: unknown, selector: string): unknown =>
  selector
    .replace('$.', '')
    .split('.')
    .reduce<unknown>(
      (part, name) =>
        typeof part === 'object' && part !== null
          ? (part as Readonly<Record<string, unknown>>)[name]
          : undefined,
      event,
    );

const isLike = (wanted: string, value: unknown): boolean =>
  new RegExp(
    `^${wanted
      .split('*')
      .map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, '\\$&'))
      .join('.*')}$`,
    's',
  ).test(String(value));
