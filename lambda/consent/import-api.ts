import type * as z from 'zod';
import type { Handlers, StaffCaller } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { validItems, inPlace, itemProblem } from '../platform/http/item.ts';
import { problem } from '../platform/http/problem.ts';
import type { Resolution } from '../subject/model/subject.ts';
import type { Subjects } from '../subject/store.ts';
import type { FreezeDependencies } from './frozen.ts';
import { frozenAmong } from './frozen.ts';
import type { importedLine, importRoutes } from './import-routes.ts';
import { commandOf } from './model/command.ts';
import { consentsFrozen } from './problems.ts';
import type { Consents } from './consents.ts';

export function importHandlers(
  deps: FreezeDependencies,
  subjects: Subjects,
  consents: Consents,
  isPurpose: (purpose: string) => boolean,
): Handlers<typeof importRoutes> {
  return {
    async importConsents({ body, caller }) {
      const lines = validItems(body.items);
      const [found, isFrozen] = await Promise.all([
        Promise.all(lines.map(({ value }) => subjects.resolve(value.subject))),
        frozenAmong(
          deps,
          lines.map(({ value }) => value),
        ),
      ]);
      // Called in the order of the lines: lines about one purpose of a person wait for each other.
      const outcomes = await Promise.all(
        lines.map(({ value, place }, index) => {
          const person = found[index] ?? unknown;
          return isFrozen(person, value)
            ? Promise.resolve(itemProblem(consentsFrozen))
            : imported(caller, value, place, person);
        }),
      );
      return answer(207, { items: inPlace(body.items, outcomes) });
    },
  };

  async function imported(by: StaffCaller, line: ImportedLine, place: number, found: Resolution) {
    const { purpose, at, source, givenBy = 'subject' } = line;
    const invalid = (field: string, message: string) =>
      refused('invalid-input', { errors: [{ pointer: `/items/${place}/${field}`, message }] });
    if (!isPurpose(purpose)) {
      return invalid('purpose', 'send a purpose that the policy declares');
    }
    if (found.kind === 'unknown') {
      return refused('not-found', { detail: 'Import the person first.' });
    }
    if (found.kind === 'erased') return refused('subject-erased');
    const command = commandOf({ ...line, givenBy });
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

const unknown = { kind: 'unknown' } as const;

type ImportedLine = z.output<typeof importedLine>;

const refused = (...[slug, rest]: Parameters<typeof problem>) => itemProblem(problem(slug, rest));
