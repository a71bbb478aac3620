import * as z from 'zod';
import type { Path } from './problem.ts';
import { policySchema } from '../../lambda/policy/schema.ts';

/** A node of the published schema, as far as messages need it. */
interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | false;
  readonly items?: Node;
  /** Of a union, whose members differ in a constant. */
  readonly oneOf?: readonly Node[];
  readonly const?: unknown;
}

/** `policy.schema.json`: what editors complete and explain `policy.yaml` with. */
export const policyJsonSchema = (): object => ({
  $id: 'urn:custos:policy:v1',
  ...z.toJSONSchema(policySchema, { io: 'input', target: 'draft-2020-12' }),
});

let root: Node | undefined;

/**
 * The part of the schema that governs a path.
 *
 * @param document what the file says: it chooses among the members of a union
 */
function nodeAt(path: Path, document: unknown): Node | undefined {
  // The shape is zod's own output; only the members named above are read.
  root ??= policyJsonSchema() as Node;
  let node: Node | undefined = root;
  let value = document;
  for (const step of path) {
    node = memberOf(node, value);
    if (typeof step === 'number') node = node?.items;
    else if (node?.properties && Object.hasOwn(node.properties, step)) node = node.properties[step];
    else node = node?.additionalProperties === false ? undefined : node?.additionalProperties;
    value = within(value, step);
  }
  return memberOf(node, value) ?? node;
}

/** Of a union, the member whose constants the value has; where none fits, what all have in common. */
function memberOf(node: Node | undefined, value: unknown): Node | undefined {
  if (node?.oneOf === undefined) return node;
  return node.oneOf.find(({ properties = {} }) =>
    Object.entries(properties).every(
      ([name, field]) => field.const === undefined || field.const === within(value, name),
    ),
  );
}

const within = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Readonly<Record<string | number, unknown>>)[step]
    : undefined;

/** What the schema says of a field; of an item, what it says of the list. */
export const describedAt = (path: Path, document: unknown): string | undefined =>
  nodeAt(path, document)?.description ?? nodeAt(path.slice(0, -1), document)?.description;

export const fieldsAt = (path: Path, document: unknown): readonly string[] =>
  Object.keys(nodeAt(path, document)?.properties ?? {});

/** The values of the field in which the members of a union differ. */
export const choicesAt = (path: Path, document: unknown): readonly string[] => {
  const name = path.at(-1) ?? '';
  return (nodeAt(path.slice(0, -1), document)?.oneOf ?? []).flatMap(({ properties }) => {
    const choice = properties?.[name]?.const;
    return typeof choice === 'string' ? [choice] : [];
  });
};
