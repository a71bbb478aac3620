import { at } from './templates.ts';

/** One rule of a web ACL in CloudFormation. */
export interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: Readonly<Record<string, unknown>>;
  readonly OverrideAction?: Readonly<Record<string, unknown>>;
  readonly Statement: Statement;
  readonly VisibilityConfig: Readonly<Record<string, unknown>>;
}

export interface Statement {
  readonly RegexMatchStatement?: { readonly RegexString: string; readonly FieldToMatch: Field };
  readonly ByteMatchStatement?: { readonly SearchString: unknown; readonly FieldToMatch: Field };
  readonly NotStatement?: { readonly Statement: Statement };
  readonly AndStatement?: { readonly Statements: readonly Statement[] };
  readonly OrStatement?: { readonly Statements: readonly Statement[] };
  readonly RateBasedStatement?: {
    readonly Limit: number;
    readonly AggregateKeyType: string;
    readonly ForwardedIPConfig?: { readonly HeaderName: string };
    readonly ScopeDownStatement: Statement;
  };
  readonly ManagedRuleGroupStatement?: {
    readonly Name: string;
    readonly RuleActionOverrides?: readonly {
      readonly Name: string;
      readonly ActionToUse: Readonly<Record<string, unknown>>;
    }[];
    readonly ScopeDownStatement?: Statement;
  };
}

interface Field {
  readonly UriPath?: object;
  readonly SingleHeader?: { readonly Name: string };
}

/** A call as AWS WAF sees it. */
export interface Call {
  readonly path: string;
  /** By lower-case names. The secret of the pages is `secret` here. */
  readonly headers?: Readonly<Record<string, string>>;
}

export const secret = 'secret';

/** Whether the statement matches a call; fails for statements that it does not support. */
export function matches(statement: Statement, call: Call): boolean {
  const { RegexMatchStatement, ByteMatchStatement, NotStatement, AndStatement, OrStatement } =
    statement;
  if (RegexMatchStatement) {
    const value = inspected(RegexMatchStatement.FieldToMatch, call);
    return value !== undefined && new RegExp(RegexMatchStatement.RegexString).test(value);
  }
  if (ByteMatchStatement) {
    const resolved = JSON.stringify(ByteMatchStatement.SearchString);
    if (!resolved.includes('{{resolve:secretsmanager:')) throw new Error(`no secret: ${resolved}`);
    return inspected(ByteMatchStatement.FieldToMatch, call) === secret;
  }
  if (NotStatement) return !matches(NotStatement.Statement, call);
  if (AndStatement) return AndStatement.Statements.every((part) => matches(part, call));
  if (OrStatement) return OrStatement.Statements.some((part) => matches(part, call));
  throw new Error(`unknown statement ${Object.keys(statement).join()}`);
}

const inspected = ({ UriPath, SingleHeader }: Field, { path, headers }: Call) =>
  UriPath ? path : headers?.[SingleHeader?.Name ?? ''];

/** AWS WAF developer guide, "AWS Managed Rules rule groups list": rules that inspect bodies. */
const bodyRules: Readonly<Record<string, readonly string[]>> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: [
    'JavaDeserializationRCE_BODY',
    'Log4JRCE_BODY',
    'ReactJSRCE_BODY',
  ],
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'CrossSiteScripting_BODY',
  ],
};

/** Rules that could block a request for the path because of its body. */
export function blocksForBody({ Name, Statement, OverrideAction }: Rule, path: string): string[] {
  const group = Statement.ManagedRuleGroupStatement;
  if (group === undefined) {
    return /"(Json)?Body"|SizeConstraintStatement/.test(JSON.stringify(Statement)) ? [Name] : [];
  }
  const rules = bodyRules[group.Name];
  if (rules === undefined) throw new Error(`unknown group ${group.Name}`);
  if (at(OverrideAction, 'Count') !== undefined) return [];
  if (group.ScopeDownStatement && !matches(group.ScopeDownStatement, { path })) return [];
  const counted = (group.RuleActionOverrides ?? [])
    .filter(({ ActionToUse }) => 'Count' in ActionToUse)
    .map((override) => override.Name);
  return rules.filter((rule) => !counted.includes(rule));
}

/** Whether the group applies to the path. */
export function appliesTo({ Statement }: Rule, path: string): boolean {
  const scope = Statement.ManagedRuleGroupStatement?.ScopeDownStatement;
  return scope === undefined || matches(scope, { path });
}
