import { App, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { connectorTargets } from '../../lambda/policy/connector-targets.ts';
import { connectorKinds, connectorSettings } from '../../lambda/policy/system-section.ts';
import { taskActions } from '../../lambda/policy/vocabulary.ts';
import type { Connector } from '../../lambda/policy/system-section.ts';
import type { TaskAction } from '../../lambda/policy/vocabulary.ts';
import { bindSystem } from '../../lib/bindings/system-binding.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { policyWith, someSystems } from '../support/systems-policy.ts';

const examples = connectorTargets(loadPolicyOrThrow(policyWith(someSystems))).map(
  ({ connector }) => connector,
);

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

function statementsOf(
  connector: Connector,
  actions: readonly TaskAction[] = taskActions,
): readonly Statement[] {
  const stack = new Stack(new App());
  const { statements } = bindSystem({ key: 'system:one', connector, actions });
  return statements.map((one) => stack.resolve(one.toStatementJson()) as Statement);
}

const actionsOf = (connector: Connector, actions: readonly TaskAction[]): readonly string[] =>
  statementsOf(connector, actions).flatMap(({ Action }) => Action);

/** Every text of the settings, with a way to put another in its place. */
function textsOf(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string') return [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => textsOf(each, [...at, name]));
}

function changedAt(
  value: unknown,
  [name, ...rest]: readonly string[],
  change: (text: string) => string,
): unknown {
  if (name === undefined) return change(String(value));
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  copy[name] = changedAt(copy[name], rest, change);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

/** In a resource or a condition of IAM: wildcards, and what begins a policy variable. */
const signs = ['*', '?', '${aws:username}'];
const countIn = (text: string, sign: string): number => text.split(sign).length - 1;

test('the examples are of every kind of connector', () => {
  expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(connectorKinds));
});

test.each(examples)('nothing in settings of the kind $kind is a wildcard of IAM', (connector) => {
  const before = JSON.stringify(statementsOf(connector));
  let tried = 0;

  for (const path of textsOf(connector)) {
    for (const sign of signs) {
      const forms = [
        () => sign,
        (text: string) => `${text}${sign}`,
        (text: string) => `${sign}${text}`,
        (text: string) => text.slice(0, text.length / 2) + sign + text.slice(text.length / 2),
      ];
      for (const form of forms) {
        tried += 1;
        const changed = connectorSettings.safeParse(changedAt(connector, path, form));
        if (!changed.success) continue;
        const after = JSON.stringify(statementsOf(changed.data));
        expect([path, countIn(after, sign)]).toEqual([path, countIn(before, sign)]);
      }
    }
  }

  expect(tried).toBeGreaterThan(20);
});

/** Rights that change or remove something in a store. */
const changing = /:(?:.*(?:Put|Delete|Update|Write|Abort|PartiQL).*)$/;

test.each(examples)(
  'a connector of the kind $kind has rights for what it is asked',
  (connector) => {
    const all = actionsOf(connector, taskActions);

    expect(actionsOf(connector, ['export']).filter((one) => changing.test(one))).toEqual([]);
    for (const action of taskActions) {
      const some = actionsOf(connector, [action]);
      expect(all).toEqual(expect.arrayContaining([...some]));
    }
  },
);

test.each([
  ['dynamodb', 'erase', ['PartiQLDelete', 'BatchWriteItem', 'Scan']],
  ['dynamodb', 'rectify', ['UpdateItem']],
  ['dynamodb', 'restrict', ['UpdateItem']],
  ['s3', 'erase', ['DeleteObjectVersion', 'AbortMultipartUpload', 'GetBucketVersioning']],
  ['s3', 'rectify', ['PutObject', 'DeleteObjectVersion']],
  ['s3', 'restrict', ['PutObjectVersionTagging', 'DeleteObjectVersionTagging']],
] as const)('%s: who is asked to %s can', (kind, action, verbs) => {
  const connector = examples.find((each) => each.kind === kind);
  expect(connector && actionsOf(connector, [action])).toEqual(
    expect.arrayContaining(verbs.map((verb) => `${kind}:${verb}`)),
  );
});
