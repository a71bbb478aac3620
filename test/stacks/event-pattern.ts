type Members = Readonly<Record<string, unknown>>;

/** Whether an event matches a pattern of EventBridge, for the operators in these rules. */
export function fits(pattern: Members, event: unknown): boolean {
  return Object.entries(pattern).every(([name, inner]) => {
    if (name === '$or') return (inner as Members[]).some((each) => fits(each, event));
    const value = (event as Members | undefined)?.[name];
    return Array.isArray(inner)
      ? inner.some((rule) => fitsRule(rule, value))
      : typeof value === 'object' && fits(inner as Members, value);
  });
}

function fitsRule(rule: unknown, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return rule === value;
  const [[name, argument] = ['', undefined]] = Object.entries(rule);
  switch (name) {
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(argument));
    case 'wildcard':
      return (
        typeof value === 'string' &&
        new RegExp(`^${String(argument).replaceAll('*', '.*')}$`).test(value)
      );
    case 'anything-but':
      return value !== undefined && value !== argument;
    default:
      throw new TypeError(`the rule ${name} is not known here`);
  }
}
