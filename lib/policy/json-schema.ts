import * as z from 'zod';
import type { Path } from './problem.ts';
import { policySchema } from '../../lambda/policy/schema.ts';

/** A node of the published schema, as far as messages need it. */
interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | false;
  readonly items?: Node;
}

/** `policy.schema.json`: what editors complete and explain `policy.yaml` with. */
export const policyJsonSchema = (): object => ({
  $id: 'urn:custos:policy:v1',
  ...z.toJSONSchema(policySchema, { io: 'input', target: 'draft-2020-12' }),
});

let root: Node | undefined;

/** The part of the schema that governs a path. */
function nodeAt(path: Path): Node | undefined {
  // The shape is zod's own output; only the members named above are read.
  root ??= policyJsonSchema() as Node;
  let node: Node | undefined = root;
  for (const step of path) {
    if (typeof step === 'number') node = node?.items;
    else if (node?.properties && Object.hasOwn(node.properties, step)) node = node.properties[step];
    else node = node?.additionalProperties === false ? undefined : node?.additionalProperties;
  }
  return node;
}

/** What the schema says of a field; of an item, what it says of the list. */
export const describedAt = (path: Path): string | undefined =>
  nodeAt(path)?.description ?? nodeAt(path.slice(0, -1))?.description;

export const fieldsAt = (path: Path): readonly string[] =>
  Object.keys(nodeAt(path)?.properties ?? {});
