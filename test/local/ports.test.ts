import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issuerPortOf } from '../../local/issuer-port.ts';
import { apiPort, close, freePorts, listen, requireFree, signInPort } from '../../local/ports.ts';
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

test('a port for another program is none that the system gives to others meanwhile', async () => {
  const ports = await freePorts(20);
  const given = await Promise.all(Array.from({ length: 20 }, () => listen(createServer(), 0)));

  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  expect(Math.min(...given)).toBeGreaterThanOrEqual(32_768);
  for (const free of ports) await expect(requireFree(free, apiPort)).resolves.toBeUndefined();
});

test('a port that is in use is not free', async () => {
  const taken = createServer();
  const [first = 0] = await freePorts(1);
  await listen(taken, first);

  const others = await Promise.all(Array.from({ length: 30 }, () => freePorts(5)));

  expect(others.flat()).not.toContain(first);
  await close(taken, 0);
});
