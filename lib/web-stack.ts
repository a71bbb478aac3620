import { Annotations, CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Policy } from '../lambda/policy/schema.ts';
import type { Issuers } from './check-props.ts';
import { boundAll } from './constructs/boundary-of-all.ts';
import { PagesBucket } from './constructs/pages-bucket.ts';
import { PagesDistribution } from './constructs/pages-distribution.ts';
import { PagesUpload } from './constructs/pages-upload.ts';
import type { CustosDomain } from './custos-props.ts';
import type { CustosWeb } from './custos-web.ts';
import type { DataStack } from './data-stack.ts';
import type { EdgeStack } from './edge-stack.ts';
import { routesOf } from './facts.ts';
import { functions } from './functions.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';
import { builtPages } from './web/built-pages.ts';
import { generatedFiles } from './web/generated-files.ts';
import type { Logo } from './web/logo.ts';
import { webSettings } from './web/settings-of.ts';
import { webHeaders } from './web/web-headers.ts';

export interface WebStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** With the secret of the pages. */
  readonly edge: EdgeStack;
  readonly service: ServiceStack;
  readonly policy: Policy;
  /** As the policy was loaded. */
  readonly logo?: Logo;
  /** Accepted issuers. */
  readonly issuers: Issuers;
  readonly web: CustosWeb;
  /** The operator's name of the API. @default - the default endpoint of API Gateway */
  readonly domain?: CustosDomain;
  /** ARN of the permissions boundary of every role. @default - none: the one role has one policy */
  readonly boundary?: string;
}

/** The privacy centre and the console: files and a distribution, which has the API under the same name. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, props: WebStackProps) {
    const {
      stage,
      data,
      edge,
      service,
      policy,
      logo,
      issuers,
      web,
      domain,
      boundary,
      ...stackProps
    } = props;
    super(scope, id, {
      description: `Custos ${stage.deployment}: privacy centre and console`,
      terminationProtection: stage.protections.termination === 'on',
      ...stackProps,
    });
    if (boundary !== undefined) boundAll(this, boundary);
    if (edge.pagesSecret === undefined) throw new TypeError('the edge stack has no pages');
    const settings = webSettings(policy, issuers, stage);
    const { bucket } = new PagesBucket(this, 'Files', { stage });
    new PagesUpload(this, 'Upload', {
      stage,
      data,
      bucket,
      built: builtPages(),
      generated: generatedFiles({ policy, settings, logo }),
    });
    const { distribution } = new PagesDistribution(this, 'Distribution', {
      stage,
      files: bucket,
      headers: webHeaders(settings, web.reportTo),
      api: service.api,
      apiDomain: domain,
      routes: routesOf(functions),
      secret: edge.pagesSecret,
      web,
    });
    const name = web.domain?.domainName ?? distribution.distributionDomainName;
    new CfnOutput(this, 'PagesUrl', {
      description: 'Address of the privacy centre; the console is at console/',
      value: `https://${name}/`,
    });
    if (web.domain !== undefined) {
      new CfnOutput(this, 'PagesTarget', {
        description: 'Where the name of the pages has to point, in a zone elsewhere',
        value: distribution.distributionDomainName,
      });
    } else {
      Annotations.of(this).addWarningV2(
        'custos:pages-domain',
        'The pages have the name of CloudFront, under which TLS 1.0 is accepted: give them a name of your own (web.domain), which requires TLS 1.2.',
      );
    }
    for (const caller of ['subject', 'staff'] as const) {
      if (settings.signIn[caller] !== undefined) continue;
      Annotations.of(this).addWarningV2(
        `custos:sign-in:${caller}`,
        `${who[caller]} cannot sign in in the pages: give an issuer with \`caller: ${caller}\` its \`web\`, with the clientId of the pages there (docs/policy.md).`,
      );
    }
  }
}

const who = { subject: 'People', staff: 'Staff' } as const;
