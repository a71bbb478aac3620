import { expect, test } from 'vitest';
import { CustosStage } from '../../lib/index.ts';
import { every, inTemporaryApp, policyDirectory, synthesizeData } from './templates.ts';
import type { Template } from './templates.ts';

test("in somebody else's app, stacks and stateful resources keep their names, whatever its flags", () => {
  const embedded = inTemporaryApp((app) => {
    const { stacks } = new CustosStage(app, 'Privacy', { stage: 'prod', policyDirectory });
    const assembly = app.synth().getNestedAssembly('assembly-Privacy');
    return {
      names: [stacks.data.stackName, stacks.service.stackName],
      data: assembly.getStackArtifact(stacks.data.artifactId).template as Template,
    };
  }, {});

  const alone = synthesizeData('prod');
  expect(embedded.names).toEqual(['Custos-prod-Data', 'Custos-prod-Service']);
  for (const type of ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::S3::Bucket']) {
    const ids = (template: Template) => every(template, type).map(([id]) => id);
    expect(ids(embedded.data)).toEqual(ids(alone.data));
  }
});
