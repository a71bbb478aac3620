import { Stage as CdkStage, Tags } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { loadedOrThrow } from './policy/loader.ts';
import { AuditStack } from './audit-stack.ts';
import type { AuditStackProps } from './audit-stack.ts';
import { checkAgainstPolicy } from './check-against-policy.ts';
import { checkProps, issuersOf } from './check-props.ts';
import { compilePolicy } from '../lambda/policy/bundled.ts';
import { followUpUrlAt } from '../lambda/policy/follow-up-page.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { comply } from './compliance/compliance.ts';
import { logAccesses } from './constructs/access-log.ts';
import { bundle } from './constructs/bundle.ts';
import type { CustosProps } from './custos-props.ts';
import type { CustosWeb } from './custos-web.ts';
import { DataStack } from './data-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { featureFlags } from './feature-flags.ts';
import { functions } from './functions.ts';
import { embeddedRuntime, LocalStageError } from './local-stage.ts';
import { LearningStack } from './learning-stack.ts';
import { MediaStack } from './media-stack.ts';
import { stackNames } from './names.ts';
import { reportPlaceholders } from './placeholders.ts';
import { reportWarnings } from './policy-warnings.ts';
import { ServiceStack } from './service-stack.ts';
import { stageNamed } from './stages.ts';
import type { Stage } from './stages.ts';
import { systemFunctionsOf } from './system-functions.ts';
import { SystemsStack } from './systems-stack.ts';
import { WatchStack } from './watch-stack.ts';
import { WebStack } from './web-stack.ts';

export interface CustosStacks {
  /** Undefined where it is switched off. The embedded runtime reads the selectors of its trails. */
  readonly audit?: AuditStack;
  readonly data: DataStack;
  readonly media: MediaStack;
  readonly systems: SystemsStack;
  readonly learning: LearningStack;
  readonly service: ServiceStack;
  readonly edge: EdgeStack;
  readonly watch: WatchStack;
  /** Undefined where it is switched off, and on the embedded runtime, which serves the pages itself. */
  readonly web?: WebStack;
}

/**
 * Adds the stacks of one deployment to an app: `Custos-<deployment>-Audit`, `-Data`, `-Edge`, `-Media`,
 * `-Systems`, `-Learning`, `-Service`, `-Watch` and `-Web`, in the order in which they are deployed.
 *
 * @throws PolicyInvalidError whose message lists what is wrong with the policy, with file and line
 * @throws CustosPropsError whose message lists the invalid props
 * @throws LocalStageError for the stage of the embedded runtime
 */
export function custosStacks(scope: Construct, props: CustosProps): CustosStacks {
  checkProps(props);
  const { reservedConcurrency, deployment, throttle } = props;
  const stage = {
    ...stageNamed(props.stage),
    ...given({ reservedConcurrency, deployment, throttle }),
  };
  if (stage.name === 'local' && scope.node.tryGetContext(embeddedRuntime) !== true) {
    throw new LocalStageError();
  }
  const { policy, placeholders, warnings, logo } = loadedOrThrow(props.policyDirectory ?? 'policy');
  const issuers = props.issuers === undefined ? policy.issuers : issuersOf(props.issuers);
  checkAgainstPolicy(policy, { issuers, stage });
  const named = (stackName: string) => ({
    stackName,
    stage,
    env: props.env,
  });
  const names = stackNames(stage);
  const connectors = systemFunctionsOf(policy);
  const all = [...functions, ...connectors];
  const { domain, tlsAccess } = props;
  const web = webOf(stage, props.web);
  const audit = auditStack(
    scope,
    {
      ...named(names.audit),
      connectors,
      ...given({ deployRoles: props.deployRoles, alarmAddress: props.alarmAddress }),
    },
    props.audit,
  );
  const data = new DataStack(scope, names.data, {
    ...named(names.data),
    functions: all,
    corsOrigins: policy.cors.origins,
    scanned: props.media?.malwareScan !== undefined,
    ...given({
      existingKeys: props.existingKeys,
      deployRoles: props.deployRoles,
      mailDomain: props.mail?.domain,
    }),
  });
  // Before the service: if a firewall or a domain fails, the API is not changed.
  const edge = new EdgeStack(scope, names.edge, {
    ...named(names.edge),
    data,
    pages: web !== undefined,
    ...given({ firewall: props.firewall, domain, tlsAccess }),
  });
  const target = stage.name === 'local' ? 'embedded-runtime' : 'aws';
  const bundles = bundle(all, compilePolicy(policy), target);
  const media = new MediaStack(scope, names.media, {
    ...named(names.media),
    data,
    bundles,
    all,
    ...given({
      malwareScan: props.media?.malwareScan,
      boundary: props.permissionsBoundary,
      network: props.vpc,
    }),
  });
  const systems = new SystemsStack(scope, names.systems, {
    ...named(names.systems),
    ...{ data, bundles, connectors, all, issuers },
    ...given({ boundary: props.permissionsBoundary, network: props.vpc }),
  });
  const learning = new LearningStack(scope, names.learning, {
    ...named(names.learning),
    ...{ data, bundles, all },
    ...given({ boundary: props.permissionsBoundary, network: props.vpc }),
  });
  const service = new ServiceStack(scope, names.service, {
    ...named(names.service),
    data,
    media,
    systems,
    learning,
    all,
    edge,
    policy,
    bundles,
    issuers,
    ...given({
      boundary: props.permissionsBoundary,
      network: props.vpc,
      gatewayLogging: props.gatewayLogging,
      domain,
      tlsAccess,
      deployRoles: props.deployRoles,
      audit,
      mail: props.mail,
      followUpUrl: followUpUrlOf(policy, web),
    }),
  });
  bundles.dispose();
  const watch = new WatchStack(scope, names.watch, {
    ...named(names.watch),
    data,
    media,
    systems,
    learning,
    service,
    policy,
    ...given({
      boundary: props.permissionsBoundary,
      alarmAddress: props.alarmAddress,
      deployRoles: props.deployRoles,
    }),
  });
  const pages =
    web &&
    new WebStack(scope, names.web, {
      ...named(names.web),
      ...{ data, edge, service, policy, issuers, web },
      ...given({ logo, domain, boundary: props.permissionsBoundary }),
    });
  if (props.logArchiveBucket !== undefined) {
    logAccesses(data.exports, stage, props.logArchiveBucket);
  }
  // What is done while the others are made is recorded.
  if (audit !== undefined) data.addStackDependency(audit);
  reportWarnings(data, warnings);
  reportPlaceholders(data, { stage, placeholders, issuers: props.issuers });
  const stacks = [
    ...(audit === undefined ? [] : [audit]),
    data,
    edge,
    media,
    systems,
    learning,
    service,
    watch,
    ...(pages === undefined ? [] : [pages]),
  ];
  for (const stack of stacks) {
    Tags.of(stack).add('custos:stage', stage.name);
    Tags.of(stack).add('custos:deployment', stage.deployment);
    for (const [key, value] of Object.entries(props.tags ?? {})) Tags.of(stack).add(key, value);
  }
  comply(stacks);
  return {
    audit,
    data,
    media,
    systems,
    learning,
    service,
    edge,
    watch,
    ...(pages && { web: pages }),
  };
}

/** Of the policy, else of the pages where they have a name of their own. */
function followUpUrlOf({ mail }: Policy, web: CustosWeb | undefined): string | undefined {
  const name = web?.domain?.domainName;
  return mail.followUpUrl ?? (name === undefined ? undefined : followUpUrlAt(`https://${name}`));
}

/** The embedded runtime serves the pages itself. */
function webOf({ name }: Stage, web: CustosProps['web'] = {}): CustosWeb | undefined {
  return 'off' in web || name === 'local' ? undefined : web;
}

function auditStack(
  scope: Construct,
  props: AuditStackProps & { readonly stackName: string },
  audit: CustosProps['audit'] = {},
): AuditStack | undefined {
  if ('off' in audit) return undefined;
  return new AuditStack(scope, props.stackName, { ...props, audit });
}

/** Without the members that are undefined: an explicit undefined would override a default. */
const given = <Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Members]?: Exclude<Members[Name], undefined>;
  };

/**
 * The same stacks as a stage of an app of your own, for example of a pipeline.
 *
 * @example pipeline.addStage(new CustosStage(app, 'Prod', { stage: 'prod' }));
 */
export class CustosStage extends CdkStage {
  readonly stacks: CustosStacks;

  constructor(scope: Construct, id: string, props: CustosProps) {
    super(scope, id, props.env === undefined ? {} : { env: props.env });
    for (const [flag, value] of Object.entries(featureFlags)) this.node.setContext(flag, value);
    this.stacks = custosStacks(this, props);
  }

  /** The bus for rules of your own. */
  get eventBus(): IEventBus {
    return this.stacks.service.eventBus;
  }
}
