import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dynamodb = (table: string) => `
    categories: [prompt-text]
    connector:
      kind: dynamodb
      tables:
        - table: arn:aws:dynamodb:eu-central-1:111122223333:table/${table}
          category: prompt-text
          key: {identifier: user-id, attribute: userId}
          second: {identifier: email, attribute: email, index: byEmail}
          restricted: isRestricted
          encryptionKey: arn:aws:kms:eu-central-1:111122223333:key/of-${table}
`;

const lambda = (name: string) => `
    categories: [prompt-text]
    connector:
      kind: lambda
      function: arn:aws:lambda:eu-central-1:111122223333:function:${name}
      identifiers: [user-id]
`;

const webhook = (host: string) => `
    categories: [prompt-text]
    connector: {kind: webhook, url: "https://${host}/privacy", identifiers: [email]}
`;

const s3 = (bucket: string) => `
    categories: [prompt-text]
    connector:
      kind: s3
      bucket: ${bucket}
      restrictedTag: restricted
      objects: [{form: whole, category: prompt-text, prefix: "chats/{user-id}/"}]
`;

const secret = (name: string) =>
  `arn:aws:secretsmanager:eu-central-1:111122223333:secret:${name}-a1b2c3`;

/** Systems by id: what the policy has after their title and owner. */
export const someSystems: Readonly<Record<string, string>> = {
  'conversation-memory': dynamodb('Conversations'),
  notes: dynamodb('Notes'),
  warehouse: lambda('warehouse-privacy'),
  tickets: lambda('tickets-privacy'),
  crm: webhook('crm.example.com'),
  files: s3('example-files'),
  uploads: s3('example-uploads'),
  profiles: `
    categories: [account-profile]
    connector:
      kind: postgresql
      secret: ${secret('profiles')}
      tables: [{table: p, category: account-profile, key: {identifier: email, column: email}, restricted: r}]
`,
  threads: `
    categories: [prompt-text]
    connector:
      kind: langgraph
      secret: ${secret('threads')}
      threads: {category: prompt-text, by: {kind: metadata, key: user_id, identifier: user-id}}
    cannot:
      rectify: {ground: not-possible, reason: Checkpoints are serialized state.}
      restrict: {ground: not-possible, reason: LangGraph has no mark for it.}
`,
};

/** As many as a policy can have, each with a long id. */
export const manySystems: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `system-with-a-long-id-${index + 10}`,
    index % 2 === 0 ? dynamodb(`Table${index}`) : webhook(`host-${index}.example.com`),
  ]),
);

/** The rest of what one deployment can reach: recipients that are notified, with ids as long as any. */
export const manyRecipients: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from({ length: 4 }, (_, index) => [
    `recipient-${index}-${'x'.repeat(52)}`,
    `
    name: Recipient ${index}
    address: Street ${index}
    contact: privacy@recipient-${index}.example.com
    role: controller
    country: DE
    agreement: {signedOn: 2026-01-15}
    transferMechanism: none-needed
    notify: {url: "https://recipient-${index}.example.com/privacy", identifiers: [email]}
`,
  ]),
);

/** The shipped policy with other systems, in a folder that goes when the process ends. */
export function policyWith(
  systems: Readonly<Record<string, string>>,
  recipients: Readonly<Record<string, string>> = {},
): string {
  const directory = mkdtempSync(join(tmpdir(), 'custos-policy-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  cpSync('policy', directory, { recursive: true });
  const path = join(directory, 'policy.yaml');
  const entries = Object.entries(systems).map(
    ([id, settings]) => `  ${id}:\n    title: ${id}\n    owner: owner@example.com${settings}`,
  );
  const more = Object.entries(recipients).map(([id, settings]) => `  ${id}:${settings}`);
  const shipped = readFileSync(path, 'utf8').replace(
    /^recipients:\n/m,
    (key) => key + more.join(''),
  );
  writeFileSync(path, `${shipped}\nsystems:\n${entries.join('')}`);
  return directory;
}
