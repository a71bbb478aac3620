import { readIssuer } from './issuer-keys.ts';
import { freePorts, isFree, requireFree, signInPort } from './ports.ts';

/**
 * The port of the local issuer: the requested one, else that of the last start, because a person is
 * identified by issuer and `sub`; else any free one.
 *
 * @throws StartRefusedError when the requested port is in use
 */
export async function issuerPortOf(home: string, requested: number | undefined): Promise<number> {
  if (requested !== undefined) {
    await requireFree(requested, signInPort);
    return requested;
  }
  const last = await readIssuer(home).catch(() => undefined);
  const port = last && Number(new URL(last.issuer).port);
  if (port && (await isFree(port))) return port;
  const [free = 0] = await freePorts(1);
  return free;
}
