import canonicalize from 'canonicalize';
import { compactVerify, createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import * as z from 'zod';
import { invoices } from './invoices.ts';
import type { Report } from './report.ts';
import type { RequestOutcome } from './steps.ts';
import { sha256Of } from './systems.ts';

export type Verify = (jws: string) => Promise<unknown>;

/** Verifies with a standard JOSE library, without code of Custos and without a network. */
export function verifier(keys: JSONWebKeySet): Verify {
  const keySet = createLocalJWKSet(keys);
  return async (jws) => {
    const { payload } = await compactVerify(jws, keySet, { algorithms: ['EdDSA'] });
    return JSON.parse(new TextDecoder().decode(payload)) as unknown;
  };
}

const content = z.object({
  status: z.string(),
  manifestSha256: z.string(),
  previousCertificateSha256: z.string().optional(),
});
const manifest = z.object({
  systems: z.array(z.object({ system: z.string(), status: z.string() })),
});

/** The certificate that was issued in part, and the one that follows it. */
export async function checkCertificates(
  report: Report,
  verify: Verify,
  requests: readonly RequestOutcome[],
): Promise<void> {
  let previous = 'none';
  for (const [index, { certificate = '', ...request }] of requests.entries()) {
    const which = index === 0 ? 'the certificate' : 'the certificate that follows';
    const { status, ...said } = content.parse(await verify(certificate));
    report.check(`${which} verifies with a stock JOSE library`, status, 'ERASED');
    const sha256 = sha256Of(canonicalize(request.manifest) ?? '');
    report.check('its manifest is the one that it names', sha256 === said.manifestSha256, true);
    const { systems } = manifest.parse(request.manifest);
    const open = systems.filter(({ status }) => status !== 'done').map(({ system }) => system);
    const done = systems.length - open.length;
    report.check('systems that are done', done, index === 0 ? 3 : 4);
    report.check(
      'systems that are not',
      open.join(', ') || 'none',
      index === 0 ? invoices : 'none',
    );
    report.check('the certificate before', said.previousCertificateSha256 ?? 'none', previous);
    previous = sha256Of(certificate);
  }
}
