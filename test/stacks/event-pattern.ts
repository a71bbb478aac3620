type Members = Readonly<Record<string, unknown>>;

/**
 * Whether an event matches a pattern of EventBridge, for the operators in these rules.
 * `npm run test:deploy` asks the matcher of AWS the same.
 */
export function fits(pattern: Members, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((each) => fits(pattern, each));
  return Object.entries(pattern).every(([name, inner]) => {
    if (name === '$or') return (inner as Members[]).some((each) => fits(each, event));
    const value = (event as Members | undefined)?.[name];
    return Array.isArray(inner)
      ? inner.some((rule) => fitsRule(rule, value))
      : fits(inner as Members, value);
  });
}

function fitsRule(rule: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => fitsRule(rule, each));
  if (typeof rule !== 'object' || rule === null) return rule === value;
  const [[name, argument] = ['', undefined]] = Object.entries(rule);
  switch (name) {
    case 'exists':
      return argument === (value !== undefined);
    case 'numeric':
      return atLeast(argument as readonly unknown[], value);
    case 'prefix':
      return typeof value === 'string' && begins(value, argument);
    case 'wildcard':
      return typeof value === 'string' && likeAny(argument, value);
    case 'anything-but':
      return value !== undefined && !isExcluded(argument, value);
    default:
      throw new TypeError(`the rule ${name} is not known here`);
  }
}

function atLeast([operator, bound]: readonly unknown[], value: unknown): boolean {
  if (operator !== '>=') throw new TypeError(`the operator ${String(operator)} is not known here`);
  return typeof value === 'number' && value >= Number(bound);
}

const begins = (value: string, argument: unknown): boolean =>
  typeof argument === 'string'
    ? value.startsWith(argument)
    : value
        .toLowerCase()
        .startsWith(String((argument as Members)['equals-ignore-case']).toLowerCase());

const likeAny = (patterns: unknown, value: string): boolean =>
  [patterns].flat().some((pattern) => {
    const parts = String(pattern)
      .split('*')
      .map((part) => part.replaceAll(/[$()+.?[\\\]^{|}]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's').test(value);
  });

function isExcluded(argument: unknown, value: unknown): boolean {
  if (typeof argument !== 'object' || argument === null) return argument === value;
  return Array.isArray(argument) ? argument.includes(value) : fitsRule(argument, value);
}
