import { validate } from 'uuid';
import { listActivity } from '../ledger/activity-list.ts';
import { mergedDenials } from '../ledger/merged-denials.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Handlers } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { earlierErasures } from '../request/earlier-erasures.ts';
import { heldCounts } from '../count/stored-counts.ts';
import { disclosedByCategory } from '../disclosure/store.ts';
import type { overviewRoutes } from './routes.ts';
import { sourceNoticesOf } from '../source/store.ts';
import type { SubjectId } from '../value/ids.ts';
import { dataOf, titleOf } from './data.ts';
import { openMeasurements } from './measurements.ts';
import { trainedOn } from './trained-on.ts';
import { openSubjects } from '../subject/store.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { jurisdictionsOf, untouched } from '../subject/model/subject.ts';
import type { WithheldItem } from '../request/model/exemption.ts';
import { isEvidence } from '../request/model/exemption.ts';

/** What is stored, the recipients from which some of it was obtained, and the sets it was in. */
async function heldOf(
  { database, policy }: Pick<SubjectsDependencies, 'database' | 'policy'>,
  subjectId: SubjectId | undefined,
) {
  if (subjectId === undefined) return { stored: [], sources: [], sets: [], measurements: [] };
  const [stored, sources, sets, measurements] = await Promise.all([
    heldCounts(database, subjectId),
    sourceNoticesOf(database, subjectId),
    trainedOn(database, subjectId),
    openMeasurements(database, policy, subjectId),
  ]);
  return { stored, sources, sets, measurements };
}

const isRecords = ({ category }: WithheldItem): boolean => !isEvidence(category);

/** GET /v1/me/data and /v1/me/activity */
export function overviewHandlers(deps: SubjectsDependencies): Handlers<typeof overviewRoutes> {
  const { policy } = deps;
  const subjects = openSubjects(deps);

  return {
    async listMyData({ caller, now }) {
      const found = await subjects.resolveCaller(caller);
      const subject = found.kind === 'known' ? found.subject : undefined;
      const earlier = await earlierErasures(deps.database, await subjects.erasuresOf(caller), now);
      const { sets, measurements, ...stored } = await heldOf(deps, subject?.subjectId);
      const person = {
        heldCategories: subject?.heldCategories ?? [],
        withheld: earlier.flatMap(({ withheld }) => withheld).filter(isRecords),
        settings: subject?.settings ?? untouched,
        jurisdictions: jurisdictionsOf(policy, subject),
        ...stored,
        disclosed: subject && (await disclosedByCategory(deps, subject.subjectId)),
      };
      return answer(200, {
        items: dataOf(policy, person, now),
        measurements,
        trainedOn: sets.map((set) => ({
          ...set,
          title: titleOf(policy, person.settings, 'purposes', set.purpose) ?? set.purpose,
        })),
      });
    },

    async listMyActivity({ caller, query }) {
      const found = await subjects.resolveCaller(caller);
      if (found.kind !== 'known') {
        return query.cursor === undefined ? answer(200, { items: [] }) : malformedCursor;
      }
      const { subjectId } = found.subject;
      const scope = `activity/${subjectId}`;
      const key = query.cursor === undefined ? {} : decodeCursor(scope, query.cursor);
      const after = key?.['activityId'];
      if (key === undefined || (after !== undefined && !validate(after))) return malformedCursor;
      const { items, lastKey } = await listActivity(deps, subjectId, {
        limit: query.limit,
        after,
      });
      return answer(200, {
        items: mergedDenials(items),
        ...(lastKey !== undefined && { nextCursor: encodeCursor(scope, { activityId: lastKey }) }),
      });
    },
  };
}
