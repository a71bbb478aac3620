import { openPlatform } from '../platform/platform.ts';
import { incidentClocks } from './needs.ts';
import { openIncidents } from './store.ts';
import { watchClocks } from './watch-clocks.ts';

const platform = openPlatform(incidentClocks);
const { database, policy, clock, log } = platform;
const incidents = openIncidents(platform);

export const handler = () => watchClocks({ database, policy, clock, log, incidents });
