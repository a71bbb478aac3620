import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { policyJsonSchema } from '../../lib/policy/json-schema.ts';

const published = JSON.parse(readFileSync('policy/policy.schema.json', 'utf8')) as object;
const example = () => parse(readFileSync('policy/policy.yaml', 'utf8')) as Record<string, unknown>;
const validate = new Ajv2020({
  strict: true,
  strictRequired: false,
  allErrors: true,
  validateFormats: false,
}).compile(published);

describe('policy.schema.json', () => {
  test('is what the code says: else run `custos policy schema > policy/policy.schema.json`', () => {
    expect(published).toEqual(policyJsonSchema());
  });

  test('accepts the example, which names it for editors', () => {
    const accepted = validate(example());

    expect(validate.errors).toBeNull();
    expect(accepted).toBe(true);
    expect(readFileSync('policy/policy.yaml', 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/policy\.schema\.json\n/,
    );
  });

  test.each([
    ['an unknown field', { retention: 'P30D' }, ''],
    ['a wrong type', { primaryNotice: 1 }, '/primaryNotice'],
    ['a wrong id', { categories: { Prompt: {} } }, '/categories'],
    ['a wrong word', { minors: { unknownAge: 'old' } }, '/minors/unknownAge'],
  ])('refuses %s', (_title, wrong, pointer) => {
    const accepted = validate({ ...example(), ...wrong });

    expect(accepted).toBe(false);
    expect(validate.errors).toContainEqual(expect.objectContaining({ instancePath: pointer }));
  });

  test('explains every field to whoever edits the policy', () => {
    const silent: string[] = [];
    const walk = (node: SchemaNode, path: string): void => {
      for (const [name, field] of Object.entries(node.properties ?? {})) {
        const isObject = field.properties ?? field.additionalProperties;
        if (!field.description && !isObject) silent.push(`${path}.${name}`);
        walk(field, `${path}.${name}`);
      }
      for (const member of node.oneOf ?? []) walk(member, path);
      if (node.items) walk(node.items, `${path}[]`);
      if (node.additionalProperties) walk(node.additionalProperties, `${path}.*`);
    };
    walk(published, '');

    expect(silent).toEqual([]);
  });
});

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly oneOf?: readonly SchemaNode[];
  readonly additionalProperties?: SchemaNode | false;
}
