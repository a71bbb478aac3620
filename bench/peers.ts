import type { Benchmark, Goal, Ratio, ReportProgress } from './measure.ts';
import { atLeast, median, ratioOf } from './measure.ts';
import { startC15t } from './peers/c15t.ts';
import { startCustos } from './peers/custos.ts';
import { openDatabunker } from './peers/databunker.ts';
import { load } from './peers/load.ts';
import { people, works } from './peers/party.ts';
import type { Party, Work } from './peers/party.ts';

export interface PeerOptions {
  /** Folder in which npm installed @c15t/backend, kysely and pg. */
  readonly c15t?: string | undefined;
  /** URL of an empty PostgreSQL database for it. */
  readonly postgres?: string | undefined;
  /** URL of a Databunker that runs. */
  readonly databunker?: string | undefined;
  /** Its root token. */
  readonly databunkerToken?: string | undefined;
}

const rounds = 3;
const milliseconds = 2_000;
const concurrencies = [1, 16];

/** Of pieces of work a second at a concurrency of 16. */
const goals: Record<Work, Goal> = {
  'consent write': atLeast(0.5),
  'consent check': atLeast(0.7),
  'record write': atLeast(0.3),
  'records read': atLeast(5),
};

export const peers = (options: PeerOptions): Benchmark => ({
  name: 'peers',
  about: '`npm start` over HTTP beside programs that store consents or records',
  async run(progress) {
    const others = await openPeers(options, progress);
    if (others.length === 0) return [];
    try {
      const custos = await startCustos();
      try {
        return await compared(custos, others, progress);
      } finally {
        await custos.stop();
      }
    } finally {
      for (const { stop } of others) await stop();
    }
  },
});

async function openPeers(
  { c15t, postgres, databunker, databunkerToken }: PeerOptions,
  progress: ReportProgress,
): Promise<Party[]> {
  const others: Party[] = [];
  if (databunker === undefined || databunkerToken === undefined) {
    progress(
      'Databunker: not measured; name it with --databunker <url> --databunker-token <token>',
    );
  } else {
    others.push(await openDatabunker(databunker, databunkerToken));
  }
  if (c15t === undefined || postgres === undefined) {
    progress('c15t: not measured; name it with --c15t <folder> --postgres <url>');
  } else {
    others.push(await startC15t(c15t, postgres));
  }
  return others;
}

async function compared(
  custos: Party,
  others: readonly Party[],
  progress: ReportProgress,
): Promise<Ratio[]> {
  const ratios: Ratio[] = [];
  for (const work of works) {
    const peer = others.find(({ calls }) => calls[work] !== undefined);
    if (peer === undefined) continue;
    for (const concurrency of concurrencies) {
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let round = 1; round <= rounds; round += 1) {
        progress(`${work} at ${concurrency}, round ${round} of ${rounds}`);
        theirs.push(await measured(peer, work, concurrency));
        ours.push(await measured(custos, work, concurrency));
      }
      ratios.push(
        ratioOf(
          {
            name: `${work}, ${concurrency} at once`,
            ...{ ours: median(ours), limit: median(theirs), unit: 'requests/s' },
            against: peer.name,
          },
          concurrency === 16 ? goals[work] : atLeast(0),
        ),
      );
    }
  }
  return ratios;
}

/** Pieces of work a second; each worker has people of its own. */
function measured({ url, calls }: Party, work: Work, concurrency: number): Promise<number> {
  const each = Math.floor(people / concurrency);
  const next = (worker: number, count: number) =>
    calls[work]?.(worker * each + (count % each), count) ?? [];
  return load({ url, concurrency, milliseconds, next });
}
