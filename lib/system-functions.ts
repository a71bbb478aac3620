import type { FunctionFacts, Need } from '../lambda/platform/environment.ts';
import { connectorFunctionName } from '../lambda/policy/connector-name.ts';
import { connectorTargets } from '../lambda/policy/connector-targets.ts';
import type { Policy } from '../lambda/policy/schema.ts';
import { connectorKinds } from '../lambda/policy/system-section.ts';
import type { ConnectorKind } from '../lambda/policy/system-section.ts';
import { webhookConnector } from '../lambda/system/webhook/needs.ts';

interface KindFacts {
  readonly entry: FunctionFacts['entry'];
  /** What it reaches, for its purpose. */
  readonly reaches: string;
  readonly worstCase: string;
  /** Beside the target itself. */
  readonly needs: readonly Need[];
}

const kinds: Readonly<Record<ConnectorKind, KindFacts>> = {
  lambda: {
    entry: 'lambda/system/function/handler.ts',
    reaches: 'a store behind a function of the operator',
    worstCase: 'asks that function for the data of anyone it names, and has it changed or erased',
    needs: [],
  },
  dynamodb: {
    entry: 'lambda/system/dynamodb/handler.ts',
    reaches: 'tables of the operator in Amazon DynamoDB',
    worstCase: 'reads, changes and deletes all items of these tables, of people and of others',
    needs: [],
  },
  postgresql: {
    entry: 'lambda/system/postgresql/handler.ts',
    reaches: 'tables of PostgreSQL that a system of the policy names',
    worstCase: 'does in the database whatever its user may do, to data of people and of others',
    needs: [],
  },
  langgraph: {
    entry: 'lambda/system/langgraph/handler.ts',
    reaches: 'memory of LangGraph that a system of the policy names',
    worstCase: 'does in the database whatever its user may do, to data of people and of others',
    needs: [],
  },
  webhook: { ...webhookConnector, reaches: 'a service over HTTPS' },
  s3: {
    entry: 'lambda/system/s3/handler.ts',
    reaches:
      'objects below the prefixes of a bucket of Amazon S3 that a system of the policy names',
    worstCase:
      'reads, changes and deletes all objects below these prefixes, of people and of others',
    needs: [],
  },
};

const factsOf = (kind: ConnectorKind, name: string): Omit<FunctionFacts, 'needs'> => {
  const { entry, reaches, worstCase } = kinds[kind];
  return {
    name,
    area: 'requests',
    entry,
    purpose: `Finds, exports, corrects, restricts and erases data of people in ${reaches}`,
    worstCase,
    trigger: { kind: 'invoked' },
    timeoutSeconds: 300,
    memoryMegabytes: 512,
  };
};

/** The functions of connectors that a policy asks for: each reaches one target, and no table or key of people. */
export const systemFunctionsOf = (
  policy: Pick<Policy, 'systems' | 'recipients'>,
): readonly FunctionFacts[] =>
  connectorTargets(policy).map((target) => ({
    ...factsOf(target.connector.kind, connectorFunctionName(target.key)),
    needs: [{ system: target }, ...kinds[target.connector.kind].needs],
  }));

/** One function of each kind: its code is in the package, whatever a policy names. */
export const connectorEntries: readonly FunctionFacts[] = connectorKinds.map((kind) => ({
  ...factsOf(kind, `system-<${kind}>`),
  needs: kinds[kind].needs,
}));
