import { globSync, readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly [keyword: string]: unknown;
}

type Operation = Readonly<Record<'responses', Readonly<Record<string, { content?: object }>>>>;

const { paths, components } = JSON.parse(readFileSync('lib/openapi/openapi.json', 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/** Sets of codes in what these pages read of the API: where each is, and its codes. */
export function closedSetsIn(pages: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [method = '', path = ''] of callsIn(pages)) {
    const answers = Object.entries(paths[path]?.[method]?.responses ?? {});
    for (const [status, { content }] of answers) {
      if (status.startsWith('2')) collect((content ?? {}) as Schema, path, found, new Set());
    }
  }
  return found;
}

/** What the sources call by a path of the contract, with the method before it. */
const callsIn = (pages: string): readonly (readonly string[])[] =>
  globSync(`${pages}/**/*.{ts,tsx}`).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(/\.(get|post|put|patch|delete)\(\s*'(\/v1[^']*)'/g),
    ].map(([, method = '', path = '']) => [method, path]),
  );

/** Keywords of JSON Schema and OpenAPI that are no name of anything. */
const wordless = /^(properties|items|anyOf|oneOf|allOf|schema|application\/json|\d+)$/;
const notData = /^(description|example|examples|enum|const)$/;

function collect(
  schema: Schema,
  at: string,
  found: Map<string, readonly string[]>,
  seen: ReadonlySet<string>,
): void {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) {
    if (seen.has(name)) return;
    collect(components.schemas[name] ?? {}, name, found, new Set([...seen, name]));
    return;
  }
  add(found, at, schema.enum ?? []);
  for (const union of [schema['anyOf'], schema['oneOf']]) {
    for (const [property, codes] of Object.entries(constantsIn(union))) {
      add(found, `${at}.${property}`, codes);
    }
  }
  for (const [key, below] of Object.entries(schema)) {
    if (notData.test(key) || below === null || typeof below !== 'object') continue;
    collect(below as Schema, wordless.test(key) ? at : `${at}.${key}`, found, seen);
  }
}

/** A set of one is a mark, not a choice. */
function add(found: Map<string, readonly string[]>, at: string, codes: readonly unknown[]): void {
  const texts = codes.filter((code) => typeof code === 'string');
  if (texts.length > 1) found.set(at, [...new Set([...(found.get(at) ?? []), ...texts])].sort());
}

/** What tells the members of a union apart. */
function constantsIn(union: unknown): Readonly<Record<string, readonly unknown[]>> {
  const members = (Array.isArray(union) ? union : []) as readonly Schema[];
  const constants: Record<string, unknown[]> = {};
  for (const { $ref, ...member } of members) {
    const of = $ref === undefined ? member : components.schemas[$ref.split('/').at(-1) ?? ''];
    for (const [property, value] of Object.entries(of?.properties ?? {})) {
      if (value.const !== undefined) (constants[property] ??= []).push(value.const);
    }
  }
  return constants;
}
