import { issuerServer } from '../../../local/issuer.ts';
import { kindOf } from '../../../local/issuer-clients.ts';
import { openIssuer } from '../../../local/issuer-keys.ts';
import { audienceOf, scopeOf } from '../../../local/issuer-tokens.ts';
import { close, freePorts, listen } from '../../../local/ports.ts';
import type { PolicyIssuer } from '../test-policy.ts';

export interface Provider {
  /** For the policy: people and staff sign in there, in the pages. */
  readonly issuers: readonly PolicyIssuer[];
  /** The port under which the provider lets pages sign people in. */
  readonly pagesPort: number;
  readonly stop: () => Promise<void>;
}

/**
 * An OpenID provider on loopback, with the pages as its clients.
 *
 * @param directory for its keys
 */
export async function startProvider(directory: string): Promise<Provider> {
  const [port = 0, pagesPort = 0] = await freePorts(2);
  const issuer = `http://127.0.0.1:${port}`;
  const server = issuerServer(await openIssuer(directory, issuer), { port: pagesPort });
  await listen(server, port);
  const issuers = ['privacy-centre', 'console'].map((clientId) => {
    const caller = kindOf(clientId);
    const web = { clientId, scope: `openid profile email ${scopeOf(caller)}` };
    return { issuer, audience: audienceOf(caller), caller, jwksUri: `${issuer}/jwks`, web };
  });
  return { issuers, pagesPort, stop: () => close(server, 0) };
}
