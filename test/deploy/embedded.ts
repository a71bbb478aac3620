import { lastUseSeconds, stages } from '../../lib/stages.ts';
import { functions } from '../../lib/functions.ts';
import type { Api } from '../account/target.ts';
import { localWorld } from '../support/local-world.ts';
import { openUrl } from './gateway.ts';
import type { TokenMaker } from './tokens.ts';

export interface Embedded extends Api {
  readonly url: string;
  /** A token with every scope for one person or program. */
  readonly tokenFor: (kind: keyof typeof names, name: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const names = { subject: 'ada@example.org', service: 'assistant', staff: 'dpo@example.org' };

/** The embedded runtime, which fulfils requests to their end. Its tokens have every scope. */
export async function startEmbedded(): Promise<Embedded> {
  const world = await localWorld();
  const runtime = await world.start();
  const makeToken: TokenMaker = (caller) => world.token(caller, names[caller]);
  return {
    url: runtime.url,
    call: openUrl(runtime.url),
    makeToken,
    tokenFor: world.token,
    carriesOutRequests: true,
    patienceSeconds: lastUseSeconds(stages.local, functions) + 60,
    stop: async () => {
      await runtime.stop();
      await world.end();
    },
  };
}
