import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import type { FirewallMode } from '../stages.ts';
import type { Statement } from './route-paths.ts';

export interface ManagedRules {
  readonly name: string;
  readonly overrideAction: wafv2.CfnWebACL.OverrideActionProperty;
  readonly statement: Statement;
}

interface Group {
  readonly name: string;
  readonly awsName: string;
  /** Whether its rules are sure enough of what they match to turn it away from the first day on. */
  readonly certain: boolean;
  /** Whether it looks at what is sent, and not only at where from. */
  readonly looksAtContent: boolean;
  /** Rules that never turn anything away. */
  readonly onlyCounted: readonly string[];
}

// What people write may hold anything: code, markup, paths. It is data here; nothing interprets it.
// Nor does its size say anything: a record has 256 KiB, the rule of AWS allows 8.
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
      // Programs need not say what they are.
      'NoUserAgent_HEADER',
    ],
  },
];

/**
 * AWS's groups of rules. Those that look at content leave `programs` alone: a rule on bodies that AWS
 * adds tomorrow must not stop the assistant from storing what someone said.
 */
export const managedRules = (mode: FirewallMode, programs: Statement): readonly ManagedRules[] =>
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
