import { CfnResource, Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { custosStacks } from '../../lib/index.ts';
import type { StageName } from '../../lib/index.ts';
import { inTemporaryApp, policyDirectory } from '../stacks/templates.ts';
import { findings } from './packs.ts';
import type { Finding } from './packs.ts';

interface Acknowledged extends Finding {
  readonly reason: string;
  readonly scope: IConstruct;
}

const acknowledgements = (app: App): readonly Acknowledged[] =>
  app.node.findAll().flatMap((scope) =>
    scope.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({
        rule: id.replace(/^annotation::/i, ''),
        path: scope.node.path,
        reason,
        scope,
      }))
      // The CDK's own notices are acknowledged where they arise.
      .filter(({ rule }) => /^(AwsSolutions|HIPAA|NIST|PCI)/.test(rule)),
  );

/** Acknowledgements are added during synthesis: findings before it are not reported. */
const judge = (stage: StageName) =>
  inTemporaryApp((app) => {
    custosStacks(app, { stage, policyDirectory });
    const before = findings(app);
    app.synth();
    return { before, after: findings(app), acknowledged: acknowledgements(app) };
  });

describe.each(['dev', 'prod'] as const)(
  'AwsSolutions, HIPAA, NIST 800-53 R5, PCI on %s',
  (stage) => {
    const { before, after, acknowledged } = judge(stage);

    test('have no finding that is not acknowledged', () => {
      expect(before.length).toBeGreaterThan(50);
      expect(after).toEqual([]);
    });

    test('need every acknowledgement: without it there is a finding', () => {
      // A wildcard in another stack has another spelling before synthesis, so these are counted.
      const key = ({ path, rule }: Finding) => `${path} ${rule.replace(/\[.*/, '')}`;
      const counted = (all: readonly Finding[]) =>
        Object.entries(Object.groupBy(all, key)).map(([each, same]) => [each, same?.length]);

      expect(counted(acknowledged).sort()).toEqual(counted(before).sort());
    });

    test('are acknowledged on one resource each, in a sentence', () => {
      for (const { scope, reason, path } of acknowledged) {
        expect(CfnResource.isCfnResource(scope), path).toBe(true);
        expect(reason).toMatch(/^[A-Z].{50,}\.$/);
      }
    });
  },
);
