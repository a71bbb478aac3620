import { App } from 'aws-cdk-lib';
import { custosStacks, featureFlags } from '../lib/index.ts';
import { stageNamed } from '../lib/stages.ts';

// Under the CDK CLI: `cdk synth -c stage=prod`. Run alone it reads CDK_CONTEXT_JSON and CDK_OUTDIR.
const app = new App({
  analyticsReporting: false,
  // What stopped half-way is not written.
  autoSynth: false,
  context: featureFlags,
  outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out',
});

try {
  const { name } = stageNamed(app.node.tryGetContext('stage') ?? 'dev');
  const policy: unknown = app.node.tryGetContext('policy');
  custosStacks(app, {
    stage: name,
    ...(typeof policy === 'string' && { policyDirectory: policy }),
  });
  app.synth();
} catch (error) {
  // The messages say what to change; frames of the synthesizer would only hide them.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
