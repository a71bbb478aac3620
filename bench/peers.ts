import type { Benchmark, Goal, Ratio, ReportProgress } from './measure.ts';
import { atLeast, median, ratioOf } from './measure.ts';
import { startC15t } from './peers/c15t.ts';
import { startCustos } from './peers/custos.ts';
import { load } from './peers/load.ts';
import { people, works } from './peers/party.ts';
import type { Party, Work } from './peers/party.ts';

export interface PeerOptions {
  /** Folder in which npm installed @c15t/backend, kysely and pg. */
  readonly c15t?: string | undefined;
  /** URL of an empty PostgreSQL database for it. */
  readonly postgres?: string | undefined;
}

const rounds = 3;
const milliseconds = 2_000;
const concurrencies = [1, 16];

/** Of requests a second at a concurrency of 16; slower work has none. */
const goals: Partial<Record<Work, Goal>> = {
  'consent write': atLeast(0.5),
  'consent check': atLeast(0.7),
};

export const peers = ({ c15t, postgres }: PeerOptions): Benchmark => ({
  name: 'peers',
  about: '`npm start` over HTTP beside programs that store consents',
  async run(progress) {
    if (c15t === undefined || postgres === undefined) {
      progress('c15t: not measured; name it with --c15t <folder> --postgres <url>');
      return [];
    }
    const peer = await startC15t(c15t, postgres);
    try {
      const custos = await startCustos();
      try {
        return await compared(custos, peer, progress);
      } finally {
        await custos.stop();
      }
    } finally {
      await peer.stop();
    }
  },
});

async function compared(custos: Party, peer: Party, progress: ReportProgress): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const work of works) {
    for (const concurrency of concurrencies) {
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 1; round <= rounds; round += 1) {
        progress(`${work} at ${concurrency}, round ${round} of ${rounds}`);
        theirs.push(...(await measured(peer, work, concurrency)));
        ours.push(...(await measured(custos, work, concurrency)));
      }
      if (theirs.length === 0) {
        progress(`${work} at ${concurrency}: ${median(ours).toFixed(0)} requests/s, no peer`);
        continue;
      }
      ratios.push(
        ratioOf(
          {
            name: `${work}, ${concurrency} at once`,
            ...{ ours: median(ours), limit: median(theirs), unit: 'requests/s' },
            against: 'c15t on PostgreSQL',
          },
          (concurrency === 16 ? goals[work] : undefined) ?? atLeast(0),
        ),
      );
    }
  }
  return ratios;
}

/** Requests a second; each worker has people of its own. */
async function measured(party: Party, work: Work, concurrency: number): Promise<number[]> {
  const call = party.calls[work];
  if (call === undefined) return [];
  const each = Math.floor(people / concurrency);
  const next = (worker: number, count: number) => call(worker * each + (count % each), count);
  return [await load({ url: party.url, concurrency, milliseconds, next })];
}
