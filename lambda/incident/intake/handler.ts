import { openPlatform } from '../../platform/platform.ts';
import { openIncidents } from '../store.ts';
import { detectionInput, sightingOf } from './event.ts';
import { take } from './intake.ts';
import { incidentIntake } from './needs.ts';

const platform = openPlatform(incidentIntake);
const incidents = openIncidents(platform);

/** Called by rules of EventBridge: `{detection, event}`. It is called again when it fails. */
export const handler = async (input: unknown): Promise<void> => {
  const { database, policy, clock, log } = platform;
  const sighting = sightingOf(detectionInput.parse(input), clock());
  if (sighting === undefined) return;
  const seen = await take({ database, incidents, policy, clock }, sighting);
  if (seen.kind === 'opened') log.warn('INCIDENT_OPENED', { kind: sighting.detection });
};
