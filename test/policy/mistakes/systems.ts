import { readFileSync } from 'node:fs';
import { edit } from '../edited-policy.ts';
import type { Mistake } from './mistake.ts';

/** The example of the shipped file, with its comment signs. */
const from =
  /^# systems:\n(?:# .*\n)+/m.exec(readFileSync('policy/policy.yaml', 'utf8'))?.[0] ?? '';
/** The same as an operator uses it. */
export const example = { from, to: from.replaceAll(/^# /gm, '') };

const table = 'arn:aws:dynamodb:eu-central-1:111122223333:table/Conversations';
const secret = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-a1b2c3';
const edited = (was: string | RegExp, is: string): Pick<Mistake, 'from' | 'to'> => {
  const to = example.to.replace(was, () => is);
  if (to === example.to) throw new Error(`the example has no ${was}`);
  return { from, to };
};
const connector = (text: string): Pick<Mistake, 'from' | 'to'> =>
  edited(/ {4}connector:\n(?: {6}.*\n)+/, `    connector:\n${text.replaceAll(/^/gm, '      ')}\n`);
const withIssuer = (issuer: string) =>
  edited('    timeAllowed: P7D', `    issuer: ${issuer} # here\n    timeAllowed: P7D`);
/** People sign in at one more issuer. */
export const withSecondIssuer = (directory: string): void => {
  edit(
    directory,
    'issuers:\n',
    'issuers:\n  - {issuer: "https://work.example.com", audience: custos, caller: subject}\n',
  );
};
const at = 'systems.conversation-memory';

export const systemMistakes: readonly Mistake[] = [
  {
    title: 'a kind of connector that there is not',
    ...edited('kind: dynamodb', 'kind: mongodb'),
    line: 'kind: mongodb',
    path: `${at}.connector.kind`,
    message: /not known/,
    remedy: /^Use one of: dynamodb, s3, postgresql, langgraph, lambda, webhook\.$/,
  },
  {
    title: 'a connector of no kind',
    ...edited('      kind: dynamodb\n', ''),
    line: '    connector:',
    path: `${at}.connector.kind`,
    message: /`kind` is missing/,
    remedy: /Use one of: dynamodb/,
  },
  {
    title: 'a field of another kind of connector',
    ...edited('      tables:\n', '      bucket: chats\n      tables:\n'),
    line: 'bucket: chats',
    path: `${at}.connector.bucket`,
    message: /not a field/,
    remedy: /kind|tables/,
  },
  {
    title: 'a field that the connector needs',
    ...connector(
      'kind: postgresql\ntables: [{table: t, category: prompt-text, key: {identifier: email, column: c}}]',
    ),
    line: '    connector:',
    path: `${at}.connector.secret`,
    message: /`secret` is missing/,
    remedy: /AWS Secrets Manager/,
  },
  {
    title: 'an id that a function of the program has',
    ...edited('  conversation-memory:', '  run:'),
    line: '  run:',
    path: 'systems.run',
    message: /uses itself/,
    remedy: /another id/,
  },
  {
    title: 'a category that the policy does not have',
    ...edited('[prompt-text, output-text]', '[prompt-text, output-texts]'),
    line: 'output-texts',
    path: `${at}.categories[1]`,
    message: /not a category of this policy/,
    remedy: /`output-text`/,
  },
  {
    title: 'a table of a category that the system does not have',
    ...edited('category: prompt-text', 'category: feedback'),
    line: 'category: feedback',
    path: `${at}.connector.tables[0].category`,
    message: /not one of the categories of the system/,
    remedy: /`prompt-text`/,
  },
  {
    title: 'a recipient that the policy does not have',
    ...edited('    timeAllowed: P7D', '    recipient: cloud-host\n    timeAllowed: P7D'),
    line: 'recipient: cloud-host',
    path: `${at}.recipient`,
    message: /not a recipient/,
    remedy: /`cloud-hosting`/,
  },
  {
    title: 'a time allowed in words',
    ...edited('timeAllowed: P7D', 'timeAllowed: a week'),
    line: 'timeAllowed: a week',
    path: `${at}.timeAllowed`,
    message: /a period or a duration, such as P7D or PT1H/,
    remedy: /How long it may take/,
  },
  {
    title: 'an owner who has no address',
    ...edited('assistant-team@example.com', 'the assistant team'),
    line: 'owner: the assistant team',
    path: `${at}.owner`,
    message: /e-mail address/,
    remedy: /team that answers/,
  },
  {
    title: 'an action that the settings cannot do, without a ground',
    ...edited(/ {4}cannot:\n(?: {6}.*\n)+/, ''),
    line: '    connector:',
    path: `${at}.connector`,
    message: /cannot restrict, and does not say so/,
    remedy: /Add `restrict` with ground and reason under `cannot`/,
  },
  {
    title: 'a ground that there is not',
    ...edited('ground: not-possible', 'ground: too-hard'),
    line: 'ground: too-hard',
    path: `${at}.cannot.restrict.ground`,
    message: /not known/,
    remedy: /not-erasable, not-possible/,
  },
  {
    title: 'an action that nobody asks of a system',
    ...edited('      restrict:\n', '      delete:\n'),
    line: '      delete:',
    path: `${at}.cannot.delete`,
    message: /./,
    remedy: /./,
  },
  {
    title: 'an index that is a wildcard',
    ...edited('attribute: userId}', "attribute: userId, index: '*'}"),
    line: "index: '*'",
    path: `${at}.connector.tables[0].key.index`,
    message: /name of an index/,
    remedy: /secondary index/,
  },
  {
    title: 'an ARN with a wildcard',
    ...edited(table, table.replace('Conversations', '*')),
    line: 'table/*',
    path: `${at}.connector.tables[0].table`,
    message: /must be an ARN such as/,
    remedy: /table\/Conversations/,
  },
  {
    title: 'ARNs of two partitions',
    ...edited(
      `${table}\n`,
      `${table}\n          encryptionKey: arn:aws-cn:kms:cn-north-1:111122223333:key/k\n`,
    ),
    line: 'aws-cn',
    path: `${at}.connector.tables[0].encryptionKey`,
    message: /partition `aws-cn`/,
    remedy: /in which you deploy/,
  },
  {
    title: 'a second way that is the first',
    ...edited(
      'second: {identifier: email, attribute: email, index: byEmail}',
      'second: {identifier: user-id, attribute: userId}',
    ),
    line: 'second:',
    path: `${at}.connector.tables[0].second`,
    message: /the first way once more/,
    remedy: /another way/,
  },
  {
    title: 'a prefix with which keys of other people begin too',
    ...connector(
      'kind: s3\nbucket: chats\nrestrictedTag: restricted\nobjects: [{form: whole, category: prompt-text, prefix: "chats/{user-id}"}]',
    ),
    line: 'objects:',
    path: `${at}.connector.objects[0].prefix`,
    message: /followed by `\/`/,
    remedy: /before a `\/`/,
  },
  {
    title: 'a placeholder that is no identifier',
    ...connector(
      'kind: s3\nbucket: chats\nobjects: [{form: whole, category: prompt-text, prefix: "chats/{user}/"}]',
    ),
    line: 'objects:',
    path: `${at}.connector.objects[0].prefix`,
    message: /`\{user\}` is no identifier/,
    remedy: /user-id/,
  },
  {
    title: 'memories of nobody',
    ...connector(
      [
        'kind: langgraph',
        'secret: arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-a1b2c3',
        'threads: {category: prompt-text, by: {kind: metadata, key: user_id, identifier: user-id}}',
        'store: {category: prompt-text, namespace: [memories, user-id]}',
      ].join('\n'),
    ),
    line: 'store:',
    path: `${at}.connector.store.namespace`,
    message: /must name the person once/,
    remedy: /\{user-id\}/,
  },
  {
    title: 'a secret without the six characters that its ARN ends with',
    ...connector(
      'kind: postgresql\nsecret: arn:aws:secretsmanager:eu-central-1:111122223333:secret:db\ntables: [{table: t, category: prompt-text, key: {identifier: email, column: c}}]',
    ),
    line: 'secret:',
    path: `${at}.connector.secret`,
    message: /must be an ARN such as/,
    remedy: /Amazon RDS/,
  },
  {
    title: 'a webhook without TLS',
    ...connector('kind: webhook\nurl: http://crm.example.com/privacy\nidentifiers: [email]'),
    line: 'url: http://',
    path: `${at}.connector.url`,
    message: /must be an https address/,
    remedy: /https:\/\/crm\.example\.com/,
  },
  {
    title: 'a key that has no identifier',
    ...edited(
      'key: {identifier: user-id, attribute: userId}',
      'key: {identifier: user-id, attribute: pk, value: "USER#{email}"}',
    ),
    line: 'key: {identifier',
    path: `${at}.connector.tables[0].key.value`,
    message: /must contain the type of identifier/,
    remedy: /USER#\{user-id\}/,
  },
  {
    title: 'user ids, where people sign in at two issuers',
    ...example,
    prepare: withSecondIssuer,
    line: '    connector:',
    path: `${at}.connector`,
    message: /sign in at 2 issuers.*not said whose user ids/,
    remedy:
      /Add `issuer` to the system: `https:\/\/work\.example\.com` or `https:\/\/login\.example\.com`/,
  },
  {
    title: 'user ids of an issuer at which no one signs in',
    ...withIssuer('https://work.example.co'),
    prepare: withSecondIssuer,
    line: 'issuer: https://work.example.co ',
    path: `${at}.issuer`,
    message: /do not sign in at `https:\/\/work\.example\.co`/,
    remedy: /Did you mean `https:\/\/work\.example\.com`/,
  },
  {
    title: 'accounts of staff as those of people',
    ...withIssuer('https://staff.example.com'),
    line: 'issuer: https://staff.example.com ',
    path: `${at}.issuer`,
    message: /do not sign in at/,
    remedy: /login\.example\.com/,
  },
  {
    title: 'an issuer of ids where people are found by no id',
    ...connector('kind: webhook\nurl: https://crm.example.com/privacy\nidentifiers: [email]'),
    prepare: (directory) => {
      edit(directory, '    timeAllowed: P7D', '    issuer: none # here\n    timeAllowed: P7D');
    },
    line: 'issuer: none',
    path: `${at}.issuer`,
    message: /not found by ids/,
    remedy: /Remove `issuer`/,
  },
  {
    title: 'a table that is named twice with the same key',
    ...connector(
      [
        'kind: dynamodb',
        'tables:',
        `  - {table: "${table}", category: prompt-text, key: {identifier: user-id, attribute: u}}`,
        `  - {table: "${table}", category: output-text, key: {identifier: user-id, attribute: u, sortKeyPrefix: "A#"}} # here`,
      ].join('\n'),
    ),
    line: '# here',
    path: `${at}.connector.tables[1]`,
    message: /reaches the same data above/,
    remedy: /once/,
  },
  {
    title: 'a prefix that begins with another one',
    ...connector(
      [
        'kind: s3',
        'bucket: chats',
        'objects:',
        '  - {form: json-lines, category: prompt-text, prefix: chats/, key: {identifier: email, pointer: /m}}',
        '  - {form: whole, category: output-text, prefix: "chats/{user-id}/"} # here',
      ].join('\n'),
    ),
    line: '# here',
    path: `${at}.connector.objects[1]`,
    message: /counted and exported twice/,
    remedy: /prefix once/,
  },
  {
    title: 'a table of threads that another system erases',
    ...edited(
      '  conversation-memory:\n',
      [
        '  threads:',
        '    title: Threads',
        '    owner: assistant-team@example.com',
        '    categories: [prompt-text]',
        '    connector:',
        '      kind: postgresql',
        `      secret: ${secret}`,
        '      tables: [{table: threads, category: prompt-text, restricted: r, key: {identifier: email, column: email}}]',
        '  memory:',
        '    title: Memory',
        '    owner: assistant-team@example.com',
        '    categories: [prompt-text]',
        '    cannot:',
        '      rectify: {ground: not-possible, reason: State.}',
        '      restrict: {ground: not-possible, reason: State.}',
        '    connector:',
        '      kind: langgraph',
        `      secret: ${secret}`,
        '      threads:',
        '        category: prompt-text',
        '        by: {kind: table, table: threads, thread: id, column: user, identifier: user-id}',
        '  conversation-memory:\n',
      ].join('\n'),
    ),
    line: 'by: {kind: table',
    path: 'systems.memory.connector.threads.by',
    message: /`threads` reaches the same data/,
    remedy: /each table/,
  },
];
