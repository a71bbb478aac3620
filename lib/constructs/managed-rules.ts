import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { FirewallMode } from '../stages.ts';
import type { WafStatement } from './route-paths.ts';

export interface ManagedRules {
  readonly name: string;
  readonly overrideAction: wafv2.CfnWebACL.OverrideActionProperty;
  readonly statement: WafStatement;
}

interface Group {
  readonly name: string;
  readonly awsName: string;
  /** Whether its rules are precise enough to block from the first day. */
  readonly certain: boolean;
  /** Whether it inspects the content of a request, not only its origin. */
  readonly looksAtContent: boolean;
  /** Rules that never block. */
  readonly onlyCounted: readonly string[];
}

// Text of people may have any content: code, markup, paths. Custos stores it and never interprets
// it. Nor does its size indicate an attack: a record has 256 KiB, the rule of AWS allows 8.
const groups: readonly Group[] = [
  {
    name: 'KnownBadInputs',
    awsName: 'AWSManagedRulesKnownBadInputsRuleSet',
    certain: true,
    looksAtContent: true,
    onlyCounted: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'],
  },
  {
    name: 'IpReputation',
    awsName: 'AWSManagedRulesAmazonIpReputationList',
    certain: false,
    looksAtContent: false,
    onlyCounted: [],
  },
  {
    name: 'Common',
    awsName: 'AWSManagedRulesCommonRuleSet',
    certain: false,
    looksAtContent: true,
    onlyCounted: [
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'SizeRestrictions_BODY',
      // Programs need not send a user agent.
      'NoUserAgent_HEADER',
    ],
  },
];

/**
 * The managed rule groups of AWS. Those that inspect content do not apply to `programs`: a rule on
 * bodies that AWS adds later must not stop the assistant from storing what a person wrote.
 */
export const managedRules = (mode: FirewallMode, programs: WafStatement): readonly ManagedRules[] =>
  groups.map(({ name, awsName, certain, looksAtContent, onlyCounted }) => ({
    name,
    overrideAction: mode === 'block' || certain ? { none: {} } : { count: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: awsName,
        ...(looksAtContent && {
          scopeDownStatement: { notStatement: { statement: programs } },
        }),
        ...(onlyCounted.length > 0 && {
          ruleActionOverrides: onlyCounted.map((rule) => ({
            name: rule,
            actionToUse: { count: {} },
          })),
        }),
      },
    },
  }));
