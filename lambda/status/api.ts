import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { signers } from '../platform/keyring/keyring.ts';
import type { Platform } from '../platform/platform.ts';
import type { ContractDocument } from './contract-document.ts';
import type { statusRoutes } from './routes.ts';

const cacheable = { 'cache-control': 'public, max-age=300' };

export const statusHandlers = (
  platform: Pick<Platform, 'environment' | 'keyring' | 'policy'>,
  contract: ContractDocument,
): Handlers<typeof statusRoutes> => ({
  // Reads nothing: it is called every few seconds, and a slow database is not a failed API.
  getHealth: () =>
    Promise.resolve(
      answer(200, {
        status: 'ok',
        policyVersion: platform.policy.version,
        stage: platform.environment.CUSTOS_STAGE,
      }),
    ),
  getSigningKeys: async () =>
    answer(
      200,
      { keys: await Promise.all(signers.map((signer) => platform.keyring.publicKey(signer))) },
      cacheable,
    ),
  getContract: () =>
    Promise.resolve(answer(200, contract.text, { ...cacheable, etag: contract.etag })),
});
