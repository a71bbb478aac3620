import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issuerPortOf } from '../../local/issuer-port.ts';
import { apiPort, close, listen, requireFree, signInPort } from '../../local/ports.ts';
import { StartRefusedError } from '../../local/start-refused-error.ts';
import { unbrowsableAddresses } from '../../local/unbrowsable.ts';

let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer();
  port = await listen(server, 0);
});
afterAll(() => close(server, 0));

test('a port in use is reported with the variable that chooses another', async () => {
  const [api, asked] = [requireFree(port, apiPort), issuerPortOf('/nowhere', port)];
  const listening = listen(createServer(), port, signInPort);

  await expect(api).rejects.toThrow(StartRefusedError);
  await expect(api).rejects.toThrow(/the API, is taken: .* CUSTOS_PORT$/);
  await expect(asked).rejects.toThrow(/sign-in, is taken: .* CUSTOS_ISSUER_PORT$/);
  await expect(listening).rejects.toThrow(/sign-in, is taken: .* CUSTOS_ISSUER_PORT$/);
});

test('the database listens on ports of loopback that fetch refuses as browsers do', async () => {
  const places = await unbrowsableAddresses(19);

  expect(places.length).toBeGreaterThan(1);
  for (const { host, port: blocked } of places) {
    expect(host).toMatch(/^127\./);
    await expect(fetch(`http://${host}:${blocked}/`)).rejects.toMatchObject({
      cause: { message: 'bad port' },
    });
  }
});
