import { csvOf } from '../../platform/http/csv.ts';
import type { Handlers } from '../../platform/http/handlers.ts';
import { answer } from '../../platform/http/handlers.ts';
import type { Platform } from '../../platform/platform.ts';
import { civilDate } from '../../policy/periods.ts';
import type { AgreementFacts } from '../model/agreement-list.ts';
import { agreementsOf } from '../model/agreement-list.ts';
import type { agreementRoutes } from './routes.ts';
import { agreementColumns } from './routes.ts';

/** GET /v1/governance/agreements: from the policy alone. */
export const agreementHandlers = ({
  policy,
}: Pick<Platform, 'policy'>): Handlers<typeof agreementRoutes> => ({
  listAgreements({ now }) {
    const day = civilDate(now, policy.controller.timeZone);
    const items = agreementsOf(policy, day);
    const answered = answer(200, { day, policyVersion: policy.version, items });
    return Promise.resolve({ ...answered, others: { 'text/csv': () => csvOfAgreements(items) } });
  },
});

/** One line per recipient; lists are in one cell, with semicolons between their items. */
const csvOfAgreements = (agreements: readonly AgreementFacts[]): string =>
  csvOf(
    agreementColumns,
    agreements.map(({ transfer: { mechanism, assessment }, ...one }) => [
      ...[one.recipient, one.name, one.role, one.country],
      ...[one.state, one.signedOn, one.expiresOn ?? '', one.daysLeft ?? ''],
      one.purposes.join('; '),
      one.categories.join('; '),
      one.subProcessors.map(({ name, country }) => `${name} (${country})`).join('; '),
      mechanism,
      ...[assessment?.state ?? '', assessment?.doneOn ?? '', assessment?.validUntil ?? ''],
      one.certificates.map(({ name, expiresOn }) => `${name} (${expiresOn})`).join('; '),
    ]),
  );
