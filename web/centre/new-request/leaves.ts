type Value = string | number | boolean | null;

/** One detail of the content of an entry. */
export interface Leaf {
  /** RFC 6901. */
  readonly pointer: string;
  /** The names on the way to it. */
  readonly path: readonly string[];
  readonly value: Value;
}

/** Every detail, in the order of the content. */
export function leavesOf(content: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (typeof content === 'object' && content !== null) {
    return Object.entries(content).flatMap(([name, part]) => leavesOf(part, [...path, name]));
  }
  const pointer = path.map((name) => `/${escaped(name)}`).join('');
  return [{ pointer, path, value: isValue(content) ? content : null }];
}

/** The content with other values at some pointers. */
export function withValues(
  content: unknown,
  values: ReadonlyMap<string, unknown>,
  pointer = '',
): unknown {
  if (Array.isArray(content)) {
    return content.map((part, index) => withValues(part, values, `${pointer}/${index}`));
  }
  if (typeof content === 'object' && content !== null) {
    return Object.fromEntries(
      Object.entries(content).map(([name, part]) => [
        name,
        withValues(part, values, `${pointer}/${escaped(name)}`),
      ]),
    );
  }
  return values.has(pointer) ? values.get(pointer) : content;
}

/** What was typed, as the type that stood there. */
export function typedLike(before: Value, text: string): Value {
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) {
    return Number(text);
  }
  return typeof before === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text;
}

const isValue = (part: unknown): part is Value =>
  part === null || ['string', 'number', 'boolean'].includes(typeof part);

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
