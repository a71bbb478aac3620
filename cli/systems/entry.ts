import { parse } from 'yaml';
import { inabilities } from '../../lambda/policy/connectors/abilities.ts';
import { usedIdentifiers } from '../../lambda/policy/connectors/known-by.ts';
import { connectorSettings } from '../../lambda/policy/system-section.ts';
import type { ConnectorKind } from '../../lambda/policy/system-section.ts';

/** What a new system is, beside its settings. */
export interface NewSystem {
  readonly id: string;
  readonly kind: ConnectorKind;
  readonly title: string;
  readonly owner: string;
  readonly categories: readonly string[];
  /** Whose ids it has. Absent where the policy has one issuer for people, or people are found by no id. */
  readonly issuer?: string | undefined;
}

/** Whether the example of a kind finds people by user ids. */
export const usesUserIds = (kind: ConnectorKind): boolean =>
  usedIdentifiers(connectorSettings.parse(parse(linesOf(kind, 'any').join('\n')))).includes(
    'user-id',
  );

/**
 * The entry of a system under `systems:`, with settings to be edited: names and ARNs are examples that
 * have the right form, so that `policy check` finds what does not fit.
 */
export function entryOf({ id, kind, title, owner, categories, issuer }: NewSystem): string {
  const [category = ''] = categories;
  const settings = linesOf(kind, category);
  const cannot = inabilities(connectorSettings.parse(parse(settings.join('\n'))));
  return [
    `${id}:`,
    `  title: ${JSON.stringify(title)}`,
    `  owner: ${owner}`,
    `  categories: [${categories.join(', ')}]`,
    ...(issuer === undefined ? [] : [`  issuer: ${JSON.stringify(issuer)}`]),
    '  # A request does not wait for longer; what is late is still taken.',
    '  timeAllowed: P7D',
    '  connector:',
    ...settings.map((line) => `    ${line}`),
    ...(cannot.length === 0 ? [] : ['  cannot:']),
    ...cannot.flatMap((action) => [
      `    ${action}:`,
      '      ground: not-possible',
      `      reason: ${reasons[action]}`,
    ]),
  ]
    .map((line) => `  ${line}\n`)
    .join('');
}

const reasons = {
  export: 'The system has no means to give the data out.',
  erase: 'The system has no means to take the data out.',
  rectify: 'The data is stored in a form that cannot be corrected.',
  restrict: 'The system has no mark that says that processing is restricted.',
} as const;

const secret = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:assistant-db-a1b2c3';

function linesOf(kind: ConnectorKind, category: string): readonly string[] {
  switch (kind) {
    case 'dynamodb':
      return [
        'kind: dynamodb',
        'tables:',
        '  - table: arn:aws:dynamodb:eu-central-1:111122223333:table/Conversations',
        `    category: ${category}`,
        '    key: {identifier: user-id, attribute: userId}',
        '    # With another index an erasure is checked: copies under another key are found.',
        '    # second: {identifier: email, attribute: email, index: byEmail}',
        '    # restricted: isRestricted',
      ];
    case 's3':
      return [
        'kind: s3',
        'bucket: example-assistant-chats',
        'objects:',
        `  - {form: whole, category: ${category}, prefix: "chats/{user-id}/"}`,
        'restrictedTag: restricted',
      ];
    case 'postgresql':
      return [
        'kind: postgresql',
        '# host, port, dbname, username and password, as Amazon RDS writes them.',
        `secret: ${secret}`,
        'tables:',
        `  - {table: messages, category: ${category}, key: {identifier: user-id, column: user_id}}`,
      ];
    case 'langgraph':
      return [
        'kind: langgraph',
        `secret: ${secret}`,
        'threads:',
        `  category: ${category}`,
        '  # A table of yours that says whose a thread is. Other ways: docs/systems.md, "Memory of LangGraph".',
        '  by: {kind: table, table: threads, thread: id, column: user_id, identifier: user-id}',
      ];
    case 'lambda':
      return [
        'kind: lambda',
        'function: arn:aws:lambda:eu-central-1:111122223333:function:privacy-connector',
        'identifiers: [user-id, email]',
      ];
    case 'webhook':
      return [
        'kind: webhook',
        'url: https://crm.example.com/privacy',
        'identifiers: [email]',
        'answer: at-once',
      ];
  }
}
