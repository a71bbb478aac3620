import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../lib/bundles/compile.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { Modules } from '../../lib/bundles/modules.ts';
import { functions } from '../../lib/functions.ts';
import { filesBelow } from '../adoption/imports.ts';

const aws = compile(functions, 'aws');
const local = compile(functions, 'embedded-runtime');

/** Class names are in a bundle, and keys that are written to a file have a mark. */
const words = [
  'custos-keys/v1',
  ...filesBelow('local/adapters').flatMap((file) =>
    [...readFileSync(join('local/adapters', file), 'utf8').matchAll(/^export class (\w+)/gm)].map(
      ([, name = '']) => name,
    ),
  ),
];

const textOf = (modules: Modules): string =>
  [...modules.values()].map((content) => Buffer.from(content).toString()).join('\n');

describe('the adapters of the embedded runtime', () => {
  test('are in no deployed bundle', () => {
    expect(aws.modules.size).toBe(functions.length);
    expect(aws.sources).toContain('lambda/platform/keyring/kms-keyring.ts');
    expect(aws.sources.filter((path) => path.startsWith('local/'))).toEqual([]);
    for (const [entry, modules] of aws.modules) {
      const text = textOf(modules);
      expect(text.length, entry).toBeGreaterThan(10_000);
      expect(
        words.filter((word) => text.includes(word)),
        entry,
      ).toEqual([]);
    }
  });

  test('are in the bundles of the embedded runtime, and those of AWS are not', () => {
    const text = [...local.modules.values()].map(textOf).join('\n');

    expect(words).toEqual(
      expect.arrayContaining(['FileKeyring', 'DirectoryObjects', 'LocalEvents', 'LocalWorkflow']),
    );
    expect(words.filter((word) => !text.includes(word))).toEqual([]);
    expect(local.sources.filter((path) => path.startsWith('local/adapters/'))).not.toEqual([]);
    expect(local.sources.filter((path) => /(kms-keyring|s3-objects)\.ts$/.test(path))).toEqual([]);
    expect(local.sources.filter((path) => /client-(kms|s3|eventbridge)\//.test(path))).toEqual([]);
  });
});

/** Whether a function calls the service of a client, by its facts. */
const clients: Readonly<Record<string, (facts: FunctionFacts) => boolean>> = {
  DynamoDBClient: ({ needs }) => needs.length > 0,
  KMSClient: ({ needs }) => needs.some((need) => 'keyring' in need),
  S3Client: ({ needs }) => needs.some((need) => 'objects' in need),
  EventBridgeClient: ({ needs }) => needs.some((need) => 'events' in need),
  LambdaClient: ({ needs, trigger }) =>
    trigger.kind === 'durable' || needs.some((need) => 'workflow' in need),
};

describe.each(Object.entries(clients))(
  'the bundle of a function that is deployed',
  (name, isCalled) => {
    test(`has ${name} only if the function calls that service`, () => {
      const having = functions.filter(({ entry }) =>
        new RegExp(`__name\\(this, "${name}"\\)`).test(textOf(aws.modules.get(entry) ?? new Map())),
      );

      expect(having.map((each) => each.name)).toEqual(
        functions.filter(isCalled).map((each) => each.name),
      );
    });
  },
);
