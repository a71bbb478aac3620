import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { bundle } from '../../lib/constructs/bundle.ts';
import type { BundleTarget } from '../../lib/bundles/modules.ts';
import { functions } from '../../lib/functions.ts';
import { filesBelow } from '../adoption/imports.ts';

/** The code of each function, as the stacks carry it. */
function codeFor(target: BundleTarget): ReadonlyMap<string, string> {
  const bundles = bundle(functions, '{}', target);
  try {
    return new Map(functions.map((facts) => [facts.name, modulesIn(bundles.of(facts).directory)]));
  } finally {
    bundles.dispose();
  }
}

const modulesIn = (directory: string): string =>
  readdirSync(directory)
    .filter((file) => file.endsWith('.mjs'))
    .map((file) => readFileSync(join(directory, file), 'utf8'))
    .join('\n');

const aws = codeFor('aws');
const local = codeFor('embedded-runtime');

/** esbuild names the source of each module in a comment above it. */
const sourcesIn = (code: ReadonlyMap<string, string>): readonly string[] => [
  ...new Set(
    [...code.values()].flatMap((text) =>
      [...text.matchAll(/^\/\/ (\S+\.[cm]?[jt]s)$/gm)].map(([, path = '']) => path),
    ),
  ),
];

/** Class names are in a bundle, and keys that are written to a file have a mark. */
const words = [
  'custos-keys/v1',
  ...filesBelow('local/adapters').flatMap((file) =>
    [...readFileSync(join('local/adapters', file), 'utf8').matchAll(/^export class (\w+)/gm)].map(
      ([, name = '']) => name,
    ),
  ),
];

describe('the adapters of the embedded runtime', () => {
  test('are in no deployed bundle', () => {
    const sources = sourcesIn(aws);

    expect(aws.size).toBe(functions.length);
    expect(sources).toContain('lambda/platform/keyring/kms-keyring.ts');
    expect(sources.filter((path) => path.startsWith('local/'))).toEqual([]);
    for (const [name, text] of aws) {
      expect(text.length, name).toBeGreaterThan(10_000);
      expect(
        words.filter((word) => text.includes(word)),
        name,
      ).toEqual([]);
    }
  });

  test('are in the bundles of the embedded runtime, and those of AWS are not', () => {
    const text = [...local.values()].join('\n');
    const sources = sourcesIn(local);

    expect(words).toEqual(
      expect.arrayContaining([
        'FileKeyring',
        'DirectoryObjects',
        'LocalEvents',
        'LocalRecovery',
        'LocalWorkflow',
        'OutboxMail',
      ]),
    );
    expect(words.filter((word) => !text.includes(word))).toEqual([]);
    expect(sources.filter((path) => path.startsWith('local/adapters/'))).not.toEqual([]);
    expect(
      sources.filter((path) => /(kms-keyring|s3-media|s3-objects|ses-mail)\.ts$/.test(path)),
    ).toEqual([]);
    expect(
      sources.filter((path) => /client-(backup|kms|s3|eventbridge|sesv2)\//.test(path)),
    ).toEqual([]);
    // The comments name dependencies as well: the line above could fail.
    expect(sources.filter((path) => path.includes('client-dynamodb/'))).not.toEqual([]);
  });
});

/** Whether a function calls the service of a client, by its facts. */
const clients: Readonly<Record<string, (facts: FunctionFacts) => boolean>> = {
  // With the platform, which every function of a route opens, also one that has no need.
  DynamoDBClient: ({ needs, trigger }) => needs.length > 0 || trigger.kind === 'routes',
  KMSClient: ({ needs }) => needs.some((need) => 'keyring' in need || 'recovery' in need),
  BackupClient: ({ needs }) => needs.some((need) => 'recovery' in need),
  S3Client: ({ needs }) => needs.some((need) => 'objects' in need || 'media' in need),
  EventBridgeClient: ({ needs }) => needs.some((need) => 'events' in need),
  SESv2Client: ({ needs }) => needs.some((need) => 'mail' in need && need.mail.includes('send')),
  LambdaClient: ({ needs, trigger }) =>
    trigger.kind === 'durable' || needs.some((need) => 'workflow' in need || 'invoke' in need),
  IAMClient: ({ needs }) => needs.some((need) => 'quarantine' in need),
};

describe.each(Object.entries(clients))(
  'the bundle of a function that is deployed',
  (name, isCalled) => {
    test(`has ${name} only if the function calls that service`, () => {
      const having = functions.filter((facts) =>
        aws.get(facts.name)?.includes(`__name(this, "${name}")`),
      );

      expect(having.map((each) => each.name)).toEqual(
        functions.filter(isCalled).map((each) => each.name),
      );
    });
  },
);
