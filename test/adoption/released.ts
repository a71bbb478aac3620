import { constructId } from '../../lib/facts.ts';
import { tables } from '../../lib/tables.ts';
import { at, every, named } from '../stacks/templates.ts';
import type { Synthesized, Template } from '../stacks/templates.ts';

/** What the last release deployed, to compare the next one with: `released.json`. */
export interface Released {
  /** Key schema and indexes with theirs, by logical name. */
  readonly tables: Readonly<Record<string, TableSchema>>;
  /** Principals in policies of the data stack: `KeysReceipts kms:Sign consent-api`. */
  readonly rights: readonly string[];
}

export interface TableSchema {
  readonly keys: string;
  readonly indexes: Readonly<Record<string, string>>;
}

export const released = (synthesized: Synthesized): Released => ({
  tables: Object.fromEntries(
    tables.map(({ name }) => [name, schemaOf(synthesized.data, constructId(name))]),
  ),
  rights: rightsIn(synthesized).toSorted(),
});

function schemaOf(data: Template, id: string): TableSchema {
  const [, { Properties }] = every(data, 'AWS::DynamoDB::Table').find(
    ([logicalId]) => logicalId.slice(0, -8) === id,
  )!;
  const types = new Map(
    list(Properties['AttributeDefinitions']).map((each) => [
      at(each, 'AttributeName'),
      at(each, 'AttributeType'),
    ]),
  );
  const keys = (schema: unknown) =>
    list(schema)
      .map(
        (key) =>
          `${String(at(key, 'AttributeName'))} ${String(types.get(at(key, 'AttributeName')))}`,
      )
      .join(', ');
  return {
    keys: keys(Properties['KeySchema']),
    indexes: Object.fromEntries(
      list(Properties['GlobalSecondaryIndexes']).map((index) => [
        String(at(index, 'IndexName')),
        `${keys(at(index, 'KeySchema'))}, ${String(at(index, 'Projection', 'ProjectionType'))}`,
      ]),
    ),
  };
}

/** Every role in a condition of a key or table policy, with the resource. */
function rightsIn(synthesized: Synthesized): string[] {
  return Object.entries(synthesized.data.Resources).flatMap(([id, { Properties }]) => {
    const statements = [
      ...list(at(Properties, 'KeyPolicy', 'Statement')),
      ...list(at(Properties, 'ResourcePolicy', 'PolicyDocument', 'Statement')),
    ];
    return statements.flatMap((statement) =>
      ['ArnLike', 'ArnNotLike']
        .flatMap((operator) => list(at(statement, 'Condition', operator, 'aws:PrincipalArn')))
        .map((role) => /\/custos-prod-(.+)-<AWS::Region>$/.exec(named(synthesized, role))?.[1])
        .filter((name) => name !== undefined)
        .map((name) => `${id.slice(0, -8)} ${list(at(statement, 'Action')).join(', ')} ${name}`),
    );
  });
}

const list = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
