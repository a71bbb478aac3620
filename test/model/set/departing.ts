import { text } from 'node:stream/consumers';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { shardHandlers } from '../../../lambda/model/set/departure/api.ts';
import { trainingSetReader } from '../../../lambda/model/set/departure/needs.ts';
import type { RemovalDependencies } from '../../../lambda/model/set/departure/removal.ts';
import { shardRoutes } from '../../../lambda/model/set/departure/routes.ts';
import { buildOn, startOfBuild } from '../../../lambda/model/set/build.ts';
import { linesOf, readLine } from '../../../lambda/model/set/line.ts';
import { openSets } from '../../../lambda/model/set/store.ts';
import type { TrainingSet } from '../../../lambda/model/set/training-set.ts';
import type { Database } from '../../../lambda/platform/dynamo/database.ts';
import { createApp } from '../../../lambda/platform/http/app.ts';
import type { RecordId, TrainingSetId } from '../../../lambda/value/ids.ts';
import { sha256Hex } from '../../../lambda/value/canonical.ts';
import { seconds, toRfc3339 } from '../../../lambda/value/time.ts';
import { boundTo } from '../../record/record-fixture.ts';
import { assistant } from '../../record/calls.ts';
import { call } from '../../support/call.ts';
import type { SetFixture } from './set-fixture.ts';

/** What a trainer gets: undefined where the response is a problem, or the link opens nothing. */
export interface Delivered {
  readonly status: number;
  readonly url: string;
  readonly sha256: string;
  readonly ids: readonly RecordId[] | undefined;
  readonly file: string;
}

export interface Departing {
  readonly deps: (database?: Database) => RemovalDependencies;
  /** Builds a set at once, by the steps of the build. */
  readonly built: (rowsPerShard?: number, asked?: Partial<TrainingSet>) => Promise<TrainingSetId>;
  readonly read: (setId: TrainingSetId, number?: number, database?: Database) => Promise<Delivered>;
  readonly open: (url: string) => Promise<string | undefined>;
  readonly excluded: (
    setId: TrainingSetId,
    query?: Readonly<Record<string, string>>,
  ) => Promise<{
    readonly ids: readonly RecordId[];
    readonly until: string;
    readonly items: readonly { readonly at: string; readonly recordIds: readonly RecordId[] }[];
    readonly nextCursor?: string;
  }>;
  /** Names of the files of a set. */
  readonly files: (setId: TrainingSetId) => Promise<readonly string[]>;
}

export function openDeparting(fixture: SetFixture, directory: string): Departing {
  const { policy, clock, objects, log } = fixture;
  const deps: Departing['deps'] = (database = fixture.database) => ({
    ...{ database, policy, clock, objects },
  });
  const app = (database = fixture.database) => {
    const parts = { ...fixture, database: boundTo(trainingSetReader, fixture, database), log };
    return createApp(parts, shardRoutes, shardHandlers({ ...deps(), database: parts.database }));
  };

  const open: Departing['open'] = async (url) => {
    const served = await objects.serveLink(url);
    return served.kind === 'served' ? text(served.body) : undefined;
  };

  return {
    deps,
    open,

    async built(rowsPerShard = 1_000, asked = {}) {
      const setId = await fixture.request(asked);
      const sets = openSets(fixture);
      const set = (await sets.get(setId))!;
      const rememberedUntil = seconds(4_000_000_000);
      const building = { ...fixture, rowsPerShard, peoplePerWave: 4, rowsPerPage: 7 };
      const place = await buildOn(building, { ...set, rememberedUntil }, startOfBuild, () => false);
      await sets.change(setId, () => ({
        ...{ state: 'ready', people: place.people, shards: place.shards },
        builtAt: toRfc3339(clock()),
      }));
      return setId;
    },

    async read(setId, number = 1, database = fixture.database) {
      const path = `/v1/training-shards/${setId}/${number}`;
      const { status, body, headers } = await call(app(database), {
        ...{ method: 'GET', path, caller: assistant },
      });
      if (status !== 303) return { status, url: '', sha256: '', ids: undefined, file: '' };
      const { url, sha256, rows } = body as { url: string; sha256: string; rows: number };
      if (headers['location'] !== url) throw new Error('Location is another link');
      const file = await open(url);
      if (file === undefined) return { status, url, sha256, ids: undefined, file: '' };
      const ids = linesOf(file).map((line) => readLine(line).recordId);
      if (sha256Hex(file) !== sha256) throw new Error('the file has another hash');
      if (ids.length !== rows) throw new Error('the file has another number of lines');
      return { status, url, sha256, ids, file };
    },

    async excluded(setId, query = {}) {
      const path = `/v1/training-sets/${setId}/exclusions`;
      const { status, body } = await call(app(), {
        ...{ method: 'GET', path, caller: assistant, query },
      });
      if (status !== 200) throw new Error(`exclusions: ${status}`);
      const page = body as Omit<Awaited<ReturnType<Departing['excluded']>>, 'ids'>;
      return { ...page, ids: page.items.flatMap(({ recordIds }) => recordIds) };
    },

    files: async (setId) =>
      (await readdir(join(directory, 'training')).catch(() => [])).filter((name) =>
        name.startsWith(setId),
      ),
  };
}
