/** A place in JSON content (RFC 6901). The whole content is none: a correction of it names its record. */
const form = /^(?:\/(?:[^~/]|~[01])*)+$/;
const maximumDepth = 32;

/** Names from the top down; undefined for text that is no pointer into content. */
export function pathOf(pointer: string): readonly string[] | undefined {
  if (!form.test(pointer)) return undefined;
  const names = pointer.split('/').slice(1);
  if (names.length > maximumDepth) return undefined;
  return names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An index as RFC 6901 section 4 writes it: `01` and `-` name no value. */
const indexOf = (name: string): number | undefined =>
  /^(?:0|[1-9]\d{0,8})$/.test(name) ? Number(name) : undefined;

/** Undefined where the content has no value there; JSON has no other `undefined`. */
export function valueAt(content: unknown, pointer: string): unknown {
  const path = pathOf(pointer);
  if (path === undefined) return undefined;
  let value = content;
  for (const name of path) {
    if (Array.isArray(value)) {
      const index = indexOf(name);
      value = index === undefined ? undefined : value[index];
    } else if (isObject(value) && Object.hasOwn(value, name)) value = value[name];
    else return undefined;
  }
  return value;
}

/** The content with another value in a place that has one. */
export const withValueAt = (content: unknown, pointer: string, value: unknown): unknown =>
  valueAt(content, pointer) === undefined ? content : put(content, pathOf(pointer) ?? [], value);

function put(content: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(content)) {
    const index = indexOf(name) ?? 0;
    return content.with(index, put(content[index], rest, value));
  }
  return isObject(content) ? { ...content, [name]: put(content[name], rest, value) } : content;
}

/** Content that has nothing but the value: what the policy would minimise of it can be tried on that. */
export const contentOf = (pointer: string, value: unknown): unknown =>
  (pathOf(pointer) ?? []).reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
