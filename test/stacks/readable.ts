type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

interface Folded {
  readonly [section: string]: Json;
  readonly Resources: Readonly<Record<string, FoldedResource>>;
}
interface FoldedResource {
  readonly [attribute: string]: Json;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, Json>>;
}

const lineWidth = 120;
const longProperty = 400;

/**
 * A template as a reviewer reads it: JSON in which a value that fits is on one line. Intrinsic
 * functions are written as `Fn::Sub` writes them (`${Logs.Arn}`), outputs of other stacks as
 * `${Stack:Output}`; a long property that an earlier resource has too names that resource.
 */
export function readable(template: object): string {
  const { Resources: resources, ...others } = folded(template);
  const first = new Map<string, string>();
  const shortened = Object.entries(resources).map(([id, resource]) => {
    const properties = Object.entries(resource.Properties).map(([name, value]) => {
      const text = `${name} ${onOneLine(value)}`;
      if (text.length < longProperty) return [name, value] as const;
      const same = first.get(text);
      if (same === undefined) first.set(text, id);
      return [name, same === undefined ? value : `the same as that of ${same}`] as const;
    });
    return [id, { ...resource, Properties: Object.fromEntries(properties) }] as const;
  });
  return `${print({ ...others, Resources: Object.fromEntries(shortened) }, '', 0)}\n`;
}

/** The differences between two templates: each once, with the resources that have it. */
export function differences(from: object, to: object): string {
  const [{ Resources: before, ...rest }, { Resources: after, ...others }] = [
    folded(from),
    folded(to),
  ];
  const shownBy = new Map<string, string[]>();
  for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const type = String((before[id] ?? after[id])?.Type);
    const found = Object.entries(
      Object.groupBy(compare(type, before[id], after[id]), (difference) => difference),
    );
    for (const [difference, { length } = { length: 0 }] of found) {
      const times = length > 1 ? ` (${length} times)` : '';
      shownBy.set(difference, [...(shownBy.get(difference) ?? []), `  ${id}${times}`]);
    }
  }
  const lines = [...shownBy].sort(([one], [other]) => (one < other ? -1 : 1));
  return `${[...compare('', rest, others), ...lines.flat(2)].join('\n')}\n`;
}

function print(value: Json, indent: string, taken: number): string {
  const short = onOneLine(value);
  if (typeof value !== 'object' || value === null) return short;
  if (indent.length + taken + short.length <= lineWidth) return short;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const lines = (value as readonly Json[]).map((part) => `${inner}${print(part, inner, 1)}`);
    return `[\n${lines.join(',\n')}\n${indent}]`;
  }
  const lines = Object.entries(value).map(([key, part]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${inner}${name}${print(part, inner, name.length + 1)}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function onOneLine(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(onOneLine).join(', ')}]`;
  const members = Object.entries(value).map(
    ([key, part]) => `${JSON.stringify(key)}: ${onOneLine(part)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function compare(path: string, from: Json | undefined, to: Json | undefined): string[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (isObject(from) && isObject(to)) {
    const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
    return [...keys].flatMap((key) => compare(join(path, key), from[key], to[key]));
  }
  if (Array.isArray(from) && Array.isArray(to)) return compareLists(path, from, to);
  if (typeof from === 'string' && typeof to === 'string') return [`${path}: ${changed(from, to)}`];
  const shown = (value: Json | undefined) => (value === undefined ? 'absent' : onOneLine(value));
  return [`${path}: ${shown(from)} → ${shown(to)}`];
}

function compareLists(path: string, from: readonly Json[], to: readonly Json[]): string[] {
  if (from.length === to.length) {
    return from.flatMap((part, index) => compare(`${path}[]`, part, to[index]));
  }
  const missing = (list: readonly Json[], of: readonly Json[]) => {
    const present = new Set(list.map(onOneLine));
    return of.map(onOneLine).filter((part) => !present.has(part));
  };
  return [
    ...missing(to, from).map((part) => `${path}: ${part} → absent`),
    ...missing(from, to).map((part) => `${path}: absent → ${part}`),
  ];
}

const context = 30;

/** The part of long texts that differs. */
function changed(from: string, to: string): string {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start += 1;
  let end = 0;
  while (end < shorter - start && from.at(-1 - end) === to.at(-1 - end)) end += 1;
  const part = (text: string) =>
    [
      start > context ? '…' : '',
      text.slice(start > context ? start - context : 0, end > context ? context - end : undefined),
      end > context ? '…' : '',
    ].join('');
  return `${JSON.stringify(part(from))} → ${JSON.stringify(part(to))}`;
}

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

const folded = (template: object): Folded =>
  // A synthesized template has resources.
  fold(JSON.parse(JSON.stringify(template)) as Json) as unknown as Folded;

/** Metadata of the CDK repeats the logical id and the hash of the code. */
const isRepeated = (key: string): boolean =>
  key.startsWith('aws:cdk:') || key.startsWith('aws:asset:');

function fold(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(fold);
  // A text that looks like a reference is escaped as in Fn::Sub.
  if (typeof value === 'string') return parsed(value.replaceAll('${', '${!'));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [[name, argument] = ['', null]] = entries;
  const referred = entries.length === 1 ? reference(name, argument) : undefined;
  if (referred !== undefined) return parsed(referred);
  return Object.fromEntries(
    entries
      .filter(([key]) => !isRepeated(key))
      .map(([key, part]) => [key, fold(part)] as const)
      .filter(([key, part]) => key !== 'Metadata' || Object.keys(part ?? {}).length > 0),
  );
}

/** JSON inside a text is parsed. */
function parsed(text: string): Json {
  if (!/^\{\s*"/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** The intrinsic function as part of a text; undefined if it has no such form. */
function reference(name: string, argument: Json): string | undefined {
  switch (name) {
    case 'Ref':
      return `\${${text(argument)}}`;
    case 'Fn::GetAtt':
      return `\${${Array.isArray(argument) ? argument.join('.') : text(argument)}}`;
    case 'Fn::Sub':
      return typeof argument === 'string' ? argument : undefined;
    case 'Fn::GetStackOutput': {
      const { StackName, OutputName } = argument as Record<string, Json>;
      return `\${${text(StackName)}:${text(OutputName)}}`;
    }
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, Json];
      if (!Array.isArray(parts)) return undefined;
      const texts = (parts as readonly Json[]).map((part) =>
        typeof part === 'string' ? part.replaceAll('${', '${!') : fold(part),
      );
      return texts.every((part) => typeof part === 'string') ? texts.join(separator) : undefined;
    }
    default:
      return undefined;
  }
}

const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
