import { Readable } from 'node:stream';
import type { Database } from '../../platform/dynamo/database.ts';
import { streamed } from '../../platform/http/handlers.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { problem } from '../../platform/http/problem.ts';
import { parseTilePath } from '../model/tiles.ts';
import { readHead } from './head.ts';
import type { treeRoutes } from './routes.ts';
import { readTile } from './store.ts';

/** The hashes of the ledger, for anyone who watches that it only grows. They say nothing of an entry. */
export function treeHandlers({
  database,
}: {
  readonly database: Database;
}): Handlers<typeof treeRoutes> {
  const tile = async ({
    level,
    ...segments
  }: Readonly<Record<string, string>> & { level: string }) => {
    const named = parseTilePath(Object.values(segments).join('/'));
    if (named === undefined || !/^\d$/.test(level)) return problem('not-found');
    const { index, width } = named;
    const hashes = await readTile(database, { level: Number(level), index }, width);
    if (hashes.length < width) return problem('not-found');
    return sent(Buffer.concat(hashes), {
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  };
  return {
    getLedgerCheckpoint: async () => {
      const head = await readHead(database);
      if (head === undefined) return problem('not-found');
      return sent(Buffer.from(head.checkpoint), {
        'content-type': 'text/plain; charset=utf-8',
        'cache-control': 'no-cache',
      });
    },
    getLedgerTile: ({ path }) => tile(path),
    getLedgerTileOfTwo: ({ path }) => tile(path),
    getLedgerTileOfThree: ({ path }) => tile(path),
  };
}

const sent = (body: Buffer, headers: Readonly<Record<string, string>>) =>
  streamed(200, { ...headers, 'content-length': String(body.length) }, Readable.from([body]));
