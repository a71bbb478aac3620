import { App } from 'aws-cdk-lib';
import { contextProps } from '../lib/context-props.ts';
import { custosStacks, featureFlags } from '../lib/index.ts';
import { embeddedRuntime } from '../lib/local-stage.ts';

// Under the CDK CLI: `cdk synth -c stage=prod`. Run alone it reads CDK_CONTEXT_JSON and CDK_OUTDIR.
// Other values of the context, all optional, are props of the same name (lib/custos-props.ts):
//   -c deployment=NAME               one of several in an account and Region
//   -c policy=DIR                    folder of the policy
//   -c deployRoles=ARN,ARN           with which CloudFormation deploys, if not that of cdk bootstrap
//   -c alarmAddress=A@B              who receives alarms
//   -c domainName=N -c certificateArn=ARN [-c hostedZoneId=Z -c zoneName=N] [-c keepDefaultEndpoint=false]
//   -c webDomainName=N -c webCertificateArn=ARN [-c webHostedZoneId=Z -c webZoneName=N]
//   -c webReportTo=URL  -c webAccessLogBucket=NAME  -c webOff=REASON
//   -c tlsAccess=basic  -c gatewayLogging=existing
//   -c malwareScan=guardduty         scans uploads, which are not kept before
//   -c permissionsBoundary=ARN  -c logArchiveBucket=NAME  -c firewall=block
//   -c managementTrail=organization  a trail of the organization records management events
//   -c guardDuty=own  -c accessAnalyzer=own  -c configRecorder=own  -c securityHub=own
const app = new App({
  analyticsReporting: false,
  // An app that fails half-way writes nothing.
  autoSynth: false,
  context: featureFlags,
  outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out',
});

// `npm start` shows the current step.
const report = app.node.tryGetContext(embeddedRuntime) === true ? console.log : () => undefined;

try {
  report('bundling the functions, building the stacks');
  custosStacks(
    app,
    contextProps((name) => app.node.tryGetContext(name)),
  );
  report('writing the templates');
  app.synth();
} catch (error) {
  // The messages say what to change; stack frames of the synthesizer would hide them.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
