import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { FunctionFacts, TableAction } from '../../lambda/platform/environment.ts';

/** The actions on tables while `work` runs: `test-subjects get`. */
export async function actionsDuring(
  { client }: Database,
  work: () => Promise<unknown>,
): Promise<string[]> {
  const seen = new Set<string>();
  client.middlewareStack.add(
    (next, context) => (args) => {
      for (const action of actionsIn(String(context.commandName), args.input)) seen.add(action);
      return next(args);
    },
    { step: 'initialize', name: 'watch' },
  );
  try {
    await work();
  } finally {
    client.middlewareStack.remove('watch');
  }
  return [...seen].sort();
}

const plain: Readonly<Record<string, TableAction>> = {
  GetItemCommand: 'get',
  QueryCommand: 'query',
  UpdateItemCommand: 'increment',
};

function actionsIn(command: string, input: object): string[] {
  const {
    TableName: table = '',
    RequestItems: batch = {},
    TransactStatements: inTransaction = [],
    Statements: inBatch = [],
  } = input as {
    TableName?: string;
    RequestItems?: Record<string, unknown>;
    TransactStatements?: { Statement: string }[];
    Statements?: { Statement: string }[];
  };
  const action = plain[command];
  if (action === 'query' && 'IndexName' in input) return [`${table} query-index`];
  if (action !== undefined) return [`${table} ${action}`];
  if (command === 'BatchGetItemCommand') {
    return Object.keys(batch).map((name) => `${name} batch-get`);
  }
  return [...inTransaction, ...inBatch].map(({ Statement: text }) => {
    const [, name = ''] = /"([^"]+)"/.exec(text) ?? [];
    return `${name} ${text.split(' ')[0]!.toLowerCase()}`;
  });
}

/** The actions in its needs, in the same form. */
export const declaredBy = ({ needs }: FunctionFacts): string[] =>
  needs
    .flatMap((need) =>
      'table' in need ? need.actions.map((action) => `test-${need.table.name} ${action}`) : [],
    )
    .sort();
