import { openConsents } from '../../consent/consents.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { openSubjects } from '../../subject/store.ts';
import type { SubjectsDependencies } from '../../subject/store.ts';
import { recordOne, recordSeveral } from './record-measurements.ts';
import type { measurementRoutes } from './routes.ts';

export function measurementHandlers(
  deps: SubjectsDependencies,
): Handlers<typeof measurementRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = deps;
  const subjects = openSubjects(deps);
  const consents = openConsents(deps);
  const recording = { database, keyring, subjectKeys, policy, clock, subjects, consents };

  return {
    recordMeasurements({ body: { items, subject, measure, ...rest }, idempotency }) {
      if (items !== undefined) return recordSeveral(recording, items, idempotency);
      if (!subject || measure === undefined) {
        throw new TypeError('the contract requires one measurement, or items');
      }
      const { value, dimensions = {} } = rest;
      return recordOne(recording, { subject, measure, value, dimensions }, idempotency);
    },
  };
}
