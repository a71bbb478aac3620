import { gunzipSync, gzipSync } from 'node:zlib';
import type { S3Settings } from '../../../lambda/policy/connectors/s3.ts';
import { S3Connector } from '../../../lambda/system/s3/s3-connector.ts';
import { asPlanted } from '../connector-fixture.ts';
import type { ConnectorFixture, Person, StoredRow } from '../connector-fixture.ts';
import { openEndpoint } from './endpoint.ts';
import { TestBucket } from './test-bucket.ts';
import type { Versioning } from './test-bucket.ts';
import { brokenConnectors } from './whole-fixture.ts';

type Row = Readonly<Record<string, string>>;

export const linesSettings = (bucket: string): S3Settings => ({
  kind: 's3',
  bucket,
  objects: [
    {
      form: 'json-lines',
      category: 'prompt-text',
      prefix: 'events/',
      key: { identifier: 'user-id', pointer: '/who/id' },
      second: { identifier: 'email', pointer: '/mail' },
    },
  ],
});

/** Rows of many people in a few objects, some compressed, to which applications append. */
export async function linesFixture(versioning: Versioning): Promise<ConnectorFixture> {
  const server = await openEndpoint();
  const { endpoint } = server;
  const bucket = await new TestBucket(endpoint).create(versioning);
  const settings = linesSettings(bucket.name);
  const keys = ['events/a.jsonl', 'events/b.jsonl.gz', 'events/c/d.jsonl'];
  const isGzip = (key: string) => key.endsWith('.gz');
  const packed = (key: string, text: string) => (isGzip(key) ? gzipSync(text) : Buffer.from(text));
  const unpacked = (key: string, bytes: Buffer) =>
    (isGzip(key) ? gunzipSync(bytes) : bytes).toString('utf8');
  for (const key of keys) await bucket.put(key, packed(key, 'not JSON at all\r\n\n{"who":null}\n'));
  if (versioning === 'Suspended') await bucket.version('Suspended');

  let next = 0;
  const append = async (row: object) => {
    const key = keys[(next += 1) % keys.length] ?? '';
    await bucket.change(key, (bytes = Buffer.alloc(0)) =>
      packed(key, `${unpacked(key, bytes)}${JSON.stringify(row)}\n`),
    );
  };
  const rowOf = (person: Person, id = person['user-id']) => ({
    who: { id },
    ...{ phone: person.phone, device: person['device-id'], note: asPlanted },
  });
  const isOf = (person: Person, row: Row) =>
    [row['mail'], row['phone']].some((one) => one === person.email || one === person.phone);
  const changeRows = async (person: Person, change: (row: Row) => Row | undefined) => {
    for (const key of keys) {
      await bucket.change(key, (bytes = Buffer.alloc(0)) => {
        const before = unpacked(key, bytes);
        const lines = before.split('\n').map((line) => {
          const row = rowIn(line);
          if (row === undefined || !isOf(person, row)) return line;
          const changed = change(row);
          return changed && JSON.stringify(changed);
        });
        const after = lines.filter((line) => line !== undefined).join('\n');
        return after === before ? undefined : packed(key, after);
      });
    }
  };

  return {
    ...{ categories: ['prompt-text'], selectors: ['user-id'], settings },
    pointer: '/note',
    connector: new S3Connector(settings, bucket.asSystem(), { pageSize: 2 }),
    plant: async (person, rows) => {
      for (let row = 0; row < rows; row += 1) await append(rowOf(person));
    },
    plantAside: (person) => append({ ...rowOf(person, 'an alias'), mail: person.email }),
    stored: async (person) => {
      const rows: StoredRow[] = [];
      for (const { key, versionId, isMarker } of await bucket.versions('events/')) {
        if (isMarker) continue;
        const text = unpacked(key, (await bucket.get(key, versionId)).bytes);
        for (const line of text.split('\n')) {
          const row = rowIn(line);
          if (row !== undefined && isOf(person, row)) rows.push({ ...row, content: row });
        }
      }
      return rows;
    },
    lose: (person) => changeRows(person, () => undefined),
    touch: (person, value) => changeRows(person, (row) => ({ ...row, touched: value })),
    broken: brokenConnectors(settings, bucket),
    stop: () => {
      bucket.client.destroy();
      return server.stop();
    },
  };
}

function rowIn(line: string): Row | undefined {
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === 'object' && row !== null ? (row as Row) : undefined;
  } catch {
    return undefined;
  }
}
