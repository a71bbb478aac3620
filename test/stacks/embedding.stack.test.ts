import type { Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { CustosStage } from '../../lib/index.ts';
import {
  inTemporaryApp,
  policyDirectory,
  synthesize,
  templatesOf,
  withoutHashes,
} from './templates.ts';
import type { Resource, Template } from './templates.ts';

test('an app with other feature flags deploys the same under the same names', () => {
  const embedded = inTemporaryApp((app) => {
    const { stacks } = new CustosStage(app, 'Privacy', { stage: 'prod', policyDirectory });
    const assembly = app.synth().getNestedAssembly('assembly-Privacy');
    return Object.values(stacks).map(({ stackName, artifactId }: Stack) => ({
      stackName,
      template: assembly.getStackArtifact(artifactId).template as Template,
    }));
  }, {});

  const alone = synthesize('prod');
  expect(embedded.map(({ stackName }) => stackName)).toEqual([
    'Custos-prod-Audit',
    'Custos-prod-Data',
    'Custos-prod-Media',
    'Custos-prod-Systems',
    'Custos-prod-Learning',
    'Custos-prod-Service',
    'Custos-prod-Edge',
    'Custos-prod-Watch',
    'Custos-prod-Web',
  ]);
  expect(embedded.map(({ template }) => deployedOf(template))).toEqual(
    templatesOf(alone).map(deployedOf),
  );
});

/**
 * Everything except metadata and hashes. Metadata has the path in the construct tree, as do the ids
 * of permissions to call functions, which nothing refers to.
 */
function deployedOf(template: Template) {
  const { Resources, Outputs } = JSON.parse(withoutHashes(JSON.stringify(template))) as Template;
  const all = Object.entries(Resources).map(([id, resource]) => {
    const deployed: Partial<Resource> = { ...resource, Metadata: undefined };
    return [id, deployed] as const;
  });
  const isRight = ([, { Type }]: (typeof all)[number]) => Type === 'AWS::Lambda::Permission';
  return {
    Outputs,
    Resources: Object.fromEntries(all.filter((each) => !isRight(each))),
    rights: all.filter(isRight).map(([, resource]) => resource),
  };
}
