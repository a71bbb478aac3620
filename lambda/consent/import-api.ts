import type { Handlers, StaffCaller } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import { problems } from '../platform/http/problem.ts';
import type { ProblemSlug } from '../platform/http/problem.ts';
import type { Resolution } from '../subject/subject.ts';
import type { Subjects } from '../subject/store.ts';
import type { importRoutes } from './import-routes.ts';
import type { Consents } from './store.ts';

export function importHandlers(
  subjects: Subjects,
  consents: Consents,
  isPurpose: (purpose: string) => boolean,
): Handlers<typeof importRoutes> {
  return {
    async importConsents({ body, caller }) {
      const found = await Promise.all(body.items.map(({ subject }) => subjects.resolve(subject)));
      // Called in the order of the lines: lines about one purpose of a person wait for each other.
      const items = await Promise.all(
        body.items.map((line, index) => imported(caller, line, index, found[index])),
      );
      return answer(207, { items });
    },
  };

  async function imported(
    by: StaffCaller,
    {
      purpose,
      state,
      at,
      source,
      givenBy = 'subject',
      notice,
      locale,
      method,
      agent,
    }: ImportedLine,
    index: number,
    found: Resolution | undefined,
  ) {
    const invalid = (field: string, message: string) =>
      refused('invalid-input', { errors: [{ pointer: `/items/${index}/${field}`, message }] });
    if (!isPurpose(purpose)) {
      return invalid('purpose', 'send a purpose that the policy declares');
    }
    if (found === undefined || found.kind === 'unknown') {
      return refused('not-found', { detail: 'Import the person first.' });
    }
    if (found.kind === 'erased') return refused('subject-erased');
    const command = {
      purpose,
      state,
      givenBy,
      ...(notice && { notice }),
      ...(locale !== undefined && { locale }),
      ...(method !== undefined && { method }),
      ...(agent && { agent }),
    };
    const outcome = await consents.import(found.subject, { command, at, source, by });
    switch (outcome.kind) {
      case 'imported':
      case 'imported-unproven':
      case 'imported-pending':
      case 'confirmed':
        return { status: 201, outcome: outcome.kind, recordId: outcome.event.eventId };
      case 'in-the-future':
        return invalid('at', 'send a time that is not in the future');
      case 'not-consent-based':
        return refused('conflict', { detail: 'This purpose does not rest on consent here.' });
      case 'subject-erased':
        return refused('subject-erased');
      case 'already-imported':
      case 'awaits-second-approver':
      case 'newer-choice-stands':
      case 'refusal-stands':
        return { status: 200, outcome: outcome.kind };
    }
  }
}

type ImportedLine = Parameters<
  Handlers<typeof importRoutes>['importConsents']
>[0]['body']['items'][number];

const refused = (slug: ProblemSlug, rest: object = {}) => ({
  status: problems[slug].status,
  problem: { type: `urn:custos:problem:${slug}`, ...problems[slug], ...rest },
});
