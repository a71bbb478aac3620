import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { Route } from '../facts.ts';
import type { FirewallMode, Stage } from '../stages.ts';
import { physicalName } from '../names.ts';
import { managedRules } from './managed-rules.ts';
import { isForPrograms, rateRules, tooManyRequests } from './rate-rules.ts';
import { matchesAnyPath } from './route-paths.ts';
import { forgedViewer, throughPages } from './viewer-calls.ts';

export interface WebAclProps {
  readonly stage: Stage;
  readonly routes: readonly Route[];
  readonly mode: FirewallMode;
  /** The secret of the pages' distribution. @default - there are no pages */
  readonly pagesSecret?: string | undefined;
}

/** The web ACL of the API: limits requests per address and detects common attacks. */
export class WebAcl extends Construct {
  readonly acl: wafv2.CfnWebACL;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { stage, routes, mode, pagesSecret } = props;
    const fromPages = pagesSecret === undefined ? undefined : throughPages(pagesSecret);
    const forged = {
      name: 'ForgedViewer',
      statement: forgedViewer(fromPages),
      action: { block: {} },
    };
    const rates = rateRules(stage, routes, fromPages).map(({ name, statement }) => ({
      name,
      statement,
      action: { block: tooManyRequests.block },
    }));
    const managed = managedRules(mode, matchesAnyPath(stage, routes.filter(isForPrograms)));
    this.acl = new wafv2.CfnWebACL(this, 'Resource', {
      // Also its dimension in CloudWatch.
      name: physicalName(stage),
      description: 'Custos: limits per address, and attacks that AWS knows',
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      customResponseBodies: { [tooManyRequests.key]: tooManyRequests.body },
      // Rules on bodies only count; they need not inspect more than is free of charge.
      associationConfig: {
        requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: 'KB_16' } },
      },
      visibilityConfig: visible(physicalName(stage)),
      rules: [forged, ...rates, ...managed].map((rule, priority) => ({
        ...rule,
        priority,
        visibilityConfig: visible(rule.name),
      })),
    });
  }
}

// Samples would show tokens and addresses of people to anyone with access to the console.
const visible = (metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});
