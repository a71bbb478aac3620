import { openConsents } from '../consent/consents.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { openRecords } from '../record/store.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import { recordDecision } from './record-decision.ts';
import type { reviewRoutes } from './routes.ts';

export function reviewHandlers(deps: SubjectsDependencies): Handlers<typeof reviewRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = deps;
  const subjects = openSubjects(deps);
  const consents = openConsents(deps);
  const records = openRecords(deps);
  const writing = { database, keyring, subjectKeys, policy, clock, subjects, consents, records };

  return {
    recordAutomatedDecision: ({ body, idempotency }) => recordDecision(writing, body, idempotency),
  };
}
