import { every, named } from './templates.ts';
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

/** What each role of the service stack holds, by the logical id of the role. */
export function statementsByRole(synthesized: Synthesized): Map<string, Statement[]> {
  const held = new Map<string, Statement[]>(
    every(synthesized.service, 'AWS::IAM::Role').map(([id]) => [id, []]),
  );
  for (const [, { Properties }] of every(synthesized.service, 'AWS::IAM::ManagedPolicy')) {
    const { Roles, PolicyDocument } = Properties as {
      Roles: { Ref: string }[];
      PolicyDocument: { Statement: RawStatement[] };
    };
    for (const { Ref: role } of Roles) {
      held.get(role)?.push(
        ...PolicyDocument.Statement.map((statement) => ({
          effect: statement.Effect,
          actions: list(statement.Action).map(String),
          resources: list(statement.Resource).map((resource) => named(synthesized, resource)),
          conditions: statement.Condition ?? {},
        })),
      );
    }
  }
  return held;
}

/** The same by the name of the function: `consent-api`. */
export function statementsByFunction(synthesized: Synthesized): Map<string, Statement[]> {
  const roles = statementsByRole(synthesized);
  return new Map(
    every(synthesized.service, 'AWS::Lambda::Function').map(([, { Properties }]) => {
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
