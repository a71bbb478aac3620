import { countPage, isCounted, startOfCount } from '../lambda/incident/affected/count.ts';
import { isSearched, searchPage, startOfSearch } from '../lambda/incident/affected/search.ts';
import { newIncidentId, newJobId } from '../lambda/value/ids.ts';
import { timed } from './measure.ts';
import { partsOf } from './service.ts';
import type { Where } from './service.ts';
import { peakMegabytes } from './peak-memory.ts';

/** Finds everybody of a category, counts them, and reports time and peak memory. */
const parts = partsOf(JSON.parse(process.argv[2] ?? '{}') as Where);
const scope = { by: 'category', category: 'feedback' } as const;
const job = { incidentId: newIncidentId(), jobId: newJobId(), scope };

let found = 0;
const milliseconds = await timed(async () => {
  let place = startOfSearch(0);
  while (!isSearched(scope, place)) place = await searchPage(parts, job, place);
  let counted = startOfCount;
  while (!isCounted(counted)) counted = await countPage(parts, job, counted);
  found = counted.mine;
});
process.stdout.write(JSON.stringify({ milliseconds, peakMegabytes: peakMegabytes(), found }), () =>
  process.exit(),
);
