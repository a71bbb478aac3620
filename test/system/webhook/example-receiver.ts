import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { signers } from '../../../lambda/platform/keyring/keyring.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import { freePorts } from '../../../local/ports.ts';
import { makeAuthority } from '../../support/certificates.ts';

/** The program in `docs/webhooks.md`, as an integrator starts it: with TLS, a database and keys of Custos. */
export interface ExampleReceiver {
  readonly url: string;
  readonly keyring: FileKeyring;
  /** PEM. */
  readonly certificateAuthority: string;
  readonly database: DatabaseSync;
  readonly stop: () => void;
}

const program = (): string =>
  (
    /```js file=receiver\.mjs\n([\s\S]*?)```/.exec(readFileSync('docs/webhooks.md', 'utf8'))?.[1] ??
    ''
  )
    // The package is not built while tests run.
    .replace("'custos-client'", JSON.stringify(pathToFileURL('client/index.ts').href));

/** @param rowsPerAnswer so few that a search has pages */
export async function startExampleReceiver(rowsPerAnswer: number): Promise<ExampleReceiver> {
  const folder = mkdtempSync(join(tmpdir(), 'custos-'));
  const at = (name: string): string => join(folder, name);
  const keyring = new FileKeyring(() => at('keys.json'));
  const keys = createServer((_request, response) => {
    void Promise.all(signers.map((signer) => keyring.publicKey(signer))).then((all) =>
      response.end(JSON.stringify({ keys: all })),
    );
  }).listen(0, '127.0.0.1');
  await once(keys, 'listening');
  const authority = makeAuthority();
  const { certificate, privateKey } = authority.issueFor(['localhost']);
  writeFileSync(at('receiver.mjs'), program());
  writeFileSync(at('certificate.pem'), certificate);
  writeFileSync(at('key.pem'), privateKey);
  const [port = 0] = await freePorts(1);
  const url = `https://localhost:${port}/privacy`;
  const receiver = spawn(process.execPath, [at('receiver.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ NODE_NO_WARNINGS: '1', PUBLIC_URL: url, PORT: String(port), DATABASE: at('notes.db') },
      ...{ CERTIFICATE: at('certificate.pem'), PRIVATE_KEY: at('key.pem') },
      CUSTOS_API: `http://127.0.0.1:${(keys.address() as AddressInfo).port}`,
      ROWS_PER_ANSWER: String(rowsPerAnswer),
    },
  });
  await once(receiver.stdout, 'data');
  const database = new DatabaseSync(at('notes.db'), { timeout: 5_000 });
  return {
    url,
    keyring,
    certificateAuthority: authority.certificate,
    database,
    stop: () => {
      database.close();
      receiver.kill();
      keys.close();
      rmSync(folder, { recursive: true });
    },
  };
}
