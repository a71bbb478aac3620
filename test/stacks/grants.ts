import { constructId } from '../../lib/facts.ts';
import { every, everyActing, named } from './templates.ts';
import type { Synthesized } from './templates.ts';

export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface RawStatement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** The policies of each role of the stacks with functions, by the logical id of the role. */
export function statementsByRole(synthesized: Synthesized): Map<string, Statement[]> {
  const granted = new Map<string, Statement[]>(
    everyActing(synthesized, 'AWS::IAM::Role').map(([id]) => [id, []]),
  );
  for (const [, { Properties }] of everyActing(synthesized, 'AWS::IAM::ManagedPolicy')) {
    const { Roles, PolicyDocument } = Properties as {
      /** A boundary is not a policy of a role. */
      Roles?: { Ref: string }[];
      PolicyDocument: { Statement: RawStatement[] };
    };
    for (const { Ref: role } of Roles ?? []) {
      granted.get(role)?.push(
        ...PolicyDocument.Statement.map((statement) => ({
          effect: statement.Effect,
          actions: list(statement.Action).map(String),
          resources: list(statement.Resource).map((resource) => named(synthesized, resource)),
          conditions: statement.Condition ?? {},
        })),
      );
    }
  }
  return granted;
}

/** The same by the name of the function: `consent-api`. */
export function statementsByFunction(synthesized: Synthesized): Map<string, Statement[]> {
  const roles = statementsByRole(synthesized);
  return new Map(
    everyActing(synthesized, 'AWS::Lambda::Function').map(([, { Properties }]) => {
      const { Role, Environment } = Properties as {
        Role: { 'Fn::GetAtt': [string] };
        Environment: { Variables: { CUSTOS_FUNCTION: string } };
      };
      const statements = roles.get(Role['Fn::GetAtt'][0]) ?? [];
      return [Environment.Variables.CUSTOS_FUNCTION, statements];
    }),
  );
}

/** Actions on one resource, of every statement that names it. */
export const actionsOn = (statements: readonly Statement[], resource: string): string[] =>
  statements
    .filter(({ resources }) => resources.includes(resource))
    .flatMap(({ actions }) => actions)
    .sort();

/** Logical id of a resource of the data stack by the id of its construct, without the hash. */
export function dataId({ data }: Pick<Synthesized, 'data'>, type: string, name: string): string {
  const found = every(data, type).find(([id]) => id.slice(0, -8) === name);
  if (found === undefined) throw new Error(`no ${type} is called ${name}`);
  return found[0];
}

/** The ARN of the role of a function, as `named` writes it. */
export const functionRole = (stage: string, name: string): string =>
  `arn:<AWS::Partition>:iam::<AWS::AccountId>:role/custos/<AWS::Region>/${stage}/custos-${stage}-${name}-<AWS::Region>`;

/** The ARN of a table by its logical name, as `named` writes it. */
export const tableArn = (synthesized: Synthesized, name: string): string =>
  `<${dataId(synthesized, 'AWS::DynamoDB::Table', constructId(name))}.Arn>`;

/** The ARN of a key by its name in `KeySet`, as `named` writes it. */
export const keyArn = (synthesized: Synthesized, name: string): string =>
  `<${dataId(synthesized, 'AWS::KMS::Key', `Keys${name}`)}.Arn>`;
