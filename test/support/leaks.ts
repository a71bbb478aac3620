import { DynamoDBClient, ListTablesCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Forms in which an identifier can be hidden: plain, folded, encoded and hashed. */
export function formsOf(identifier: string): string[] {
  const folded = identifier.toLowerCase();
  const hashes = ['md5', 'sha1', 'sha256', 'sha512'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(folded).digest();
    return [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url')];
  });
  const encoded = [
    Buffer.from(identifier).toString('base64').replace(/=+$/, '').slice(0, -1),
    Buffer.from(identifier).toString('hex'),
    encodeURIComponent(identifier),
  ];
  return [...new Set([identifier, folded, identifier.toUpperCase(), ...encoded, ...hashes])];
}

/** Where one of `identifiers` is in `text`, in any form; empty if nowhere. */
export function leaksIn(where: string, text: string, identifiers: readonly string[]): string[] {
  return identifiers.flatMap((identifier) =>
    formsOf(identifier).some((form) => text.includes(form)) ? [`${identifier} in ${where}`] : [],
  );
}

/** One row of any table, without keys, as text with its bytes unchanged. */
export interface ScannedRow {
  readonly table: string;
  readonly item: Record<string, AttributeValue>;
  readonly text: string;
}

/** Every row of every table of the server. */
export async function scanEverything(endpoint: string): Promise<ScannedRow[]> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  try {
    const { TableNames: tables = [] } = await client.send(new ListTablesCommand({}));
    const rows: ScannedRow[] = [];
    for (const table of tables) {
      for await (const page of paginateScan({ client }, { TableName: table })) {
        rows.push(...(page.Items ?? []).map((item) => ({ table, item, text: textOf(item) })));
      }
    }
    return rows;
  } finally {
    client.destroy();
  }
}

const textOf = (item: Record<string, AttributeValue>): string =>
  JSON.stringify(item, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );

/** Names and contents of all files below a folder. */
export async function readFolder(folder: string): Promise<{ name: string; content: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { name: relative(folder, path), content: await readFile(path, 'latin1') };
      }),
  );
}
