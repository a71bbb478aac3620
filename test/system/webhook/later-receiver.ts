import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { replayWindow, verifyWebhook } from '../../../client/index.ts';
import type { SystemCall } from '../../../client/index.ts';
import type { Keyring } from '../../../lambda/platform/keyring/keyring.ts';
import { makeAuthority } from '../../support/certificates.ts';

interface Row {
  readonly email: string;
  readonly category: string;
}
type Call = SystemCall & { readonly answerTo?: { readonly path: string; readonly token: string } };

/** A service of an operator with a store of its own, over HTTPS: takes a call now and works later. */
export interface LaterReceiver {
  readonly url: string;
  /** PEM. */
  readonly certificateAuthority: string;
  readonly rows: Row[];
  /** Calls that were taken and not worked on yet, the oldest first. */
  readonly taken: Call[];
  /** Why calls were rejected. */
  readonly rejected: string[];
  /** Does what the call asks, and returns what to answer. */
  readonly work: (call: Call) => { readonly counts: Readonly<Record<string, number>> };
  readonly stop: () => void;
}

export async function startLaterReceiver(
  keyring: Pick<Keyring, 'publicKey'>,
): Promise<LaterReceiver> {
  const authority = makeAuthority();
  const { certificate, privateKey } = authority.issueFor(['localhost']);
  const rows: Row[] = [];
  const taken: Call[] = [];
  const rejected: string[] = [];
  const remember = replayWindow();
  const others = ({ identifiers }: Call) =>
    rows.filter(({ email }) => !identifiers.some(({ value }) => value === email));

  const server = createServer({ cert: certificate, key: privateKey }, (request, response) => {
    void (async () => {
      const { method = '', headers } = request;
      const body = Buffer.concat((await request.toArray()) as Uint8Array[]);
      const keys = { keys: [await keyring.publicKey('webhooks')] };
      const outcome = await verifyWebhook({ method, headers, body, url }, keys, { remember });
      if (outcome.kind === 'rejected') {
        rejected.push(outcome.reason);
        response.writeHead(401).end();
        return;
      }
      const call = outcome.message as Call;
      if (call.action === 'control') {
        response.end(JSON.stringify({ rows: others(call).length, remembered: 'everyone else' }));
        return;
      }
      // A call that is repeated is the same work.
      if (!taken.some(({ delivery }) => delivery === call.delivery)) taken.push(call);
      response.writeHead(202).end();
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://localhost:${(server.address() as AddressInfo).port}/privacy`;

  return {
    ...{ url, rows, taken, rejected, certificateAuthority: authority.certificate },
    work(call) {
      const strangers = others(call);
      const own = rows.filter((row) => !strangers.includes(row));
      if (call.action === 'erase') rows.splice(0, rows.length, ...strangers);
      const counts: Record<string, number> = {};
      for (const { category } of own) counts[category] = (counts[category] ?? 0) + 1;
      return { counts };
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
