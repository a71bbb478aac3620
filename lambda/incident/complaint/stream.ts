import { openPlatform } from '../../platform/platform.ts';
import { consumeComplaints } from './consumer.ts';
import { incidentComplaints } from './needs.ts';

export const handler = consumeComplaints(openPlatform(incidentComplaints));
