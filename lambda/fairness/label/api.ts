import { openConsents } from '../../consent/consents.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import type { SubjectsDependencies } from '../../subject/store.ts';
import { openSubjects } from '../../subject/store.ts';
import { recordLabels } from './record-labels.ts';
import type { labelRoutes } from './routes.ts';

export function labelHandlers(deps: SubjectsDependencies): Handlers<typeof labelRoutes> {
  const { database, keyring, subjectKeys, policy, clock } = deps;
  const subjects = openSubjects(deps);
  const consents = openConsents(deps);
  const labelling = { database, keyring, subjectKeys, policy, clock, subjects, consents };

  return {
    async labelAutomatedDecisions({ body }) {
      return answer(207, { items: await recordLabels(labelling, body.items) });
    },
  };
}
