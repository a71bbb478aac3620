import { openConsents } from '../consent/consents.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { openSubjects } from '../subject/store.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { recordOne, recordSeveral } from './record-disclosures.ts';
import type { disclosureRoutes } from './routes.ts';

export function disclosureHandlers(deps: SubjectsDependencies): Handlers<typeof disclosureRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = deps;
  const subjects = openSubjects(deps);
  const consents = openConsents(deps);
  const recording = { database, keyring, subjectKeys, policy, clock, subjects, consents };

  return {
    recordDisclosures({ body: { items, ...body }, idempotency }) {
      if (items !== undefined) return recordSeveral(recording, items, idempotency);
      const { subject, recipient, purpose, categories, ...rest } = body;
      if (!subject || recipient === undefined || purpose === undefined || !categories) {
        throw new TypeError('the contract requires one disclosure, or items');
      }
      const one = { subject, recipient, purpose, categories, ...rest };
      return recordOne(recording, one, idempotency);
    },
  };
}
