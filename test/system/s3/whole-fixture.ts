import { randomUUID } from 'node:crypto';
import type { S3Settings } from '../../../lambda/policy/connectors/s3.ts';
import { S3Connector } from '../../../lambda/system/s3/s3-connector.ts';
import { asPlanted } from '../connector-fixture.ts';
import type { ConnectorFixture, Person, StoredRow } from '../connector-fixture.ts';
import { checksOwner, openEndpoint } from './endpoint.ts';
import { TestBucket } from './test-bucket.ts';
import type { Versioning } from './test-bucket.ts';

const prefixes = (person: Person) => [`chats/${person['user-id']}/`, `mail/${person.email}/`];

export const wholeSettings = (bucket: string): S3Settings => ({
  kind: 's3',
  bucket,
  restrictedTag: 'restricted',
  objects: [
    {
      form: 'whole',
      category: 'prompt-text',
      prefix: 'chats/{user-id}/',
      second: { prefix: 'mail/{email}/' },
    },
  ],
});

/** Objects of a person under a prefix: JSON documents. */
export async function wholeFixture(versioning: Versioning): Promise<ConnectorFixture> {
  const server = await openEndpoint();
  const { endpoint } = server;
  const bucket = await new TestBucket(endpoint).create(versioning);
  if (versioning === 'Suspended') {
    await bucket.put('before/versioned', 'with a version id');
    await bucket.version('Suspended');
  }
  const settings = wholeSettings(bucket.name);
  const below = async (person: Person) =>
    (await Promise.all(prefixes(person).map((prefix) => bucket.versions(prefix)))).flat();
  const document = (person: Person) => JSON.stringify({ ...person, note: asPlanted });

  return {
    ...{ categories: ['prompt-text'], selectors: ['user-id'], pointer: '/note', settings },
    connector: new S3Connector(settings, bucket.asSystem(), { pageSize: 3 }),
    plant: async (person, rows) => {
      for (let row = 0; row < rows; row += 1) {
        const key = `chats/${person['user-id']}/${randomUUID()}.json`;
        await bucket.put(key, document(person), { ContentType: 'application/json' });
      }
    },
    plantAside: async (person) => {
      await bucket.put(`mail/${person.email}/copy.json`, document(person));
    },
    stored: async (person) => {
      const rows: StoredRow[] = [];
      for (const { key, versionId, isMarker } of await below(person)) {
        if (isMarker) {
          rows.push({ content: key });
          continue;
        }
        const content = JSON.parse((await bucket.get(key, versionId)).bytes.toString('utf8'));
        const tags = await bucket.tags(key, versionId);
        rows.push({ ...content, restricted: tags['restricted'] === 'true', content });
      }
      return rows;
    },
    lose: async (person) => bucket.deleteAll(await below(person)),
    broken: brokenConnectors(settings, bucket),
    stop: () => {
      bucket.client.destroy();
      return server.stop();
    },
  };
}

/** A bucket that is not there, and a server that is not. */
export function brokenConnectors(
  settings: S3Settings,
  bucket: TestBucket,
): ConnectorFixture['broken'] {
  const absent = `absent-${randomUUID()}`;
  return [
    {
      what: 'no such bucket',
      connector: new S3Connector(
        { ...settings, bucket: absent },
        bucket.asSystem({ name: absent }),
      ),
      error: 'not-found',
    },
    ...(checksOwner
      ? [
          {
            what: 'a bucket of another account',
            connector: new S3Connector(settings, bucket.asSystem({ owner: '999999999999' })),
            error: 'access-denied' as const,
          },
        ]
      : []),
    {
      what: 'no server',
      // Port 9 is reserved for a protocol that nothing serves (RFC 863).
      connector: new S3Connector(settings, new TestBucket('http://127.0.0.1:9').asSystem()),
      error: 'unreachable',
    },
  ];
}
