import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { system } from '../../../lambda/policy/system-section.ts';
import type { SystemSettings } from '../../../lambda/policy/system-section.ts';
import { langgraphConnector } from '../../../lambda/system/langgraph/connector.ts';
import type { Connector } from '../../../lambda/system/model/connector.ts';
import { postgresqlConnector } from '../../../lambda/system/postgresql/connector.ts';
import { openSecrets } from '../../../lambda/system/postgresql/secret.ts';
import { inventedTexts } from '../../../local/demo/texts.ts';
import { startMemory } from '../../../local/systems/memory.ts';
import type { KnownPerson, MemorySystems } from '../../../local/systems/memory.ts';
import { everyPage, totalOf } from '../../system/connector-fixture.ts';

const texts = inventedTexts(40);
const people: readonly KnownPerson[] = Array.from({ length: 20 }, (_, index) => ({
  userId: `user-${index}`,
  email: `person-${index}@example.org`,
  prompts: texts.slice(index * 2, index * 2 + 2),
}));

let memory: MemorySystems;
beforeAll(async () => {
  memory = await startMemory(people);
});
afterAll(() => memory.stop());

test('an assistant with memories of 20 people: one is erased everywhere, 19 are as they were', async () => {
  const [person, ...others] = people;
  if (person === undefined) throw new Error('there are people');
  const before = await Promise.all(others.map(memory.rowsOf));
  const own = await memory.rowsOf(person);
  const connectors = connectorsOf(memory);

  for (const connector of connectors) expect(await connector.probe()).toEqual({ kind: 'ready' });
  let erased = 0;
  for (const connector of connectors) {
    for (const path of ['first', 'second'] as const) {
      const pages = await everyPage((cursor) =>
        connector.erase({
          ...{ taskId: randomUUID(), categories: ['prompt-text'], path },
          identifiers: [
            { type: 'user-id', value: person.userId },
            { type: 'email', value: person.email },
          ],
          until: Date.now() + 10_000,
          ...(cursor && { cursor }),
        }),
      );
      erased += totalOf(pages);
    }
  }

  expect(Object.values(own).every(({ count }) => count > 0)).toBe(true);
  expect(erased).toBe(Object.values(own).reduce((sum, { count }) => sum + count, 0));
  expect(Object.values(await memory.rowsOf(person)).some(({ count }) => count > 0)).toBe(false);
  expect(await Promise.all(others.map(memory.rowsOf))).toEqual(before);
  for (const prompt of person.prompts) {
    expect(await memory.search(prompt)).not.toContain(person.email);
  }
  for (const other of others.slice(0, 3)) {
    expect((await memory.search(other.prompts[0] ?? ''))[0]).toBe(other.email);
  }
});

/** As the functions open them, with the credentials of the local endpoint. */
function connectorsOf({ settings, endpoints }: MemorySystems): Connector[] {
  const client = new SecretsManagerClient({
    endpoint: endpoints.AWS_ENDPOINT_URL_SECRETS_MANAGER,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const options = {
    readSecret: openSecrets(() => client),
    stage: 'local',
    actions: ['export', 'erase'] as const,
  };
  return Object.values(settings).map((declared) => {
    const { connector }: SystemSettings = system.parse(declared);
    if (connector.kind === 'langgraph') return langgraphConnector(connector, options);
    if (connector.kind === 'postgresql') return postgresqlConnector(connector, options);
    throw new Error(`no connector of the kind ${connector.kind} here`);
  });
}
