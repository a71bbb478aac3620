import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * c15t behind node:http, in a process of its own. Arguments: a folder in which npm installed
 * @c15t/backend, kysely and pg; the URL of an empty PostgreSQL database. Prints its port.
 *
 * As its guide says: https://c15t.com/docs/self-host/quickstart
 */
const [folder = '', connectionString = ''] = process.argv.slice(2);

type Handler = (request: Request) => Promise<Response>;
type Construct = new (options: object) => object;
interface Modules {
  readonly c15tInstance: (options: object) => { readonly handler: Handler };
  readonly kyselyAdapter: (options: object) => object;
  readonly migrator: (options: object) => Promise<{ readonly execute: () => Promise<void> }>;
  readonly DB: { readonly client: (adapter: object) => object };
  readonly Kysely: Construct;
  readonly PostgresDialect: Construct;
  readonly Pool: Construct;
}

const load = createRequire(pathToFileURL(join(folder, 'package.json')));
const paths = ['', '/db/adapters/kysely', '/db/migrator', '/db/schema'];
const names = [...paths.map((path) => `@c15t/backend${path}`), 'kysely', 'pg'];
const loaded = names.map((name) => load(name) as Partial<Modules>);
const modules = Object.assign({}, ...loaded) as Modules;

const pool = new modules.Pool({ connectionString, max: 10 });
const dialect = new modules.PostgresDialect({ pool });
const db = new modules.Kysely({ dialect });
const adapter = modules.kyselyAdapter({ db, provider: 'postgresql' });
const migration = await modules.migrator({ db: modules.DB.client(adapter), schema: 'latest' });
await migration.execute();
const { handler } = modules.c15tInstance({
  ...{ appName: 'bench', basePath: '/', trustedOrigins: ['*'], adapter },
  logger: { level: 'error' },
});

async function requestOf(incoming: IncomingMessage, origin: string): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const { method = 'GET', url = '/', headers } = incoming;
  const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) };
  return new Request(new URL(url, origin), {
    method,
    headers: headers as Record<string, string>,
    ...body,
  });
}

const server = createServer((incoming, outgoing) => {
  void (async () => {
    const response = await handler(await requestOf(incoming, 'http://127.0.0.1'));
    const body = Buffer.from(await response.arrayBuffer());
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
  })().catch(() => outgoing.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) console.log(String(address.port));
});
