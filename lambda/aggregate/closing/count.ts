import { readApart } from '../../platform/dynamo/apart.ts';
import { CorruptRowError } from '../../platform/dynamo/errors.ts';
import { SealBrokenError } from '../../platform/keyring/errors.ts';
import type { Log } from '../../platform/log/log.ts';
import { countUses } from '../../retention/uses.ts';
import type { SubjectId } from '../../value/ids.ts';
import { contributorsOf, encryptedContributions, openContribution } from '../contribution-store.ts';
import type {
  ContributionDependencies,
  EncryptedContribution,
  MeasurePeriod,
} from '../contribution-store.ts';
import { countedCells } from '../contribution.ts';
import { closingParts, measureFacts } from '../measure.ts';
import type { Cell, GroupSum } from '../model/measure.ts';
import { addPeople } from '../model/tally.ts';
import { permittedOf } from './permitted.ts';
import type { PermittedDependencies } from './permitted.ts';

export interface CountingDependencies extends ContributionDependencies, PermittedDependencies {
  readonly log: Log;
}

/** How far a count is: a random id alone, and not even how many people there are. */
export interface CountPlace {
  readonly part: number;
  /** The person who was counted last. */
  readonly after?: SubjectId;
}

export const startOfCount: CountPlace = { part: 0 };
export const isCounted = ({ part }: CountPlace): boolean => part >= closingParts;

const peoplePerPage = 100;
const workflow = 'aggregate-close';

/**
 * Adds one page of people to the exact figures.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function countPage(
  deps: CountingDependencies,
  name: MeasurePeriod,
  place: CountPlace,
  before: readonly GroupSum[],
): Promise<{ readonly place: CountPlace; readonly groups: readonly GroupSum[] }> {
  const { part, after } = place;
  const page = await contributorsOf(deps.database, name, part, { limit: peoplePerPage, after });
  const next = page.last === undefined ? { part: part + 1 } : { part, after: page.last };
  if (page.people.length === 0) return { place: next, groups: before };
  // First what they contributed, then whether it counts: nothing is counted on older facts.
  const leaveOut = (error: Error) => deps.log.error('FAILED', error, { workflow });
  const { id, period } = name;
  const rows = await readApart(
    page.people.map((subjectId) => ({ subjectId, id, period })),
    (some) => encryptedContributions(deps.database, some),
    leaveOut,
  );
  const permitted = await permittedOf(deps, name.measure, page.people, leaveOut);
  const counted = rows
    .filter((row) => row !== undefined)
    .filter((row) => permitted.has(row.subjectId));
  const facts = measureFacts(name.measure);
  const people = await Promise.all(counted.map((row) => cellsOf(deps, row)));
  const groups = addPeople(
    facts,
    before,
    people.map((cells) => countedCells(facts, cells)),
  );
  const { purpose } = name.measure;
  await countUses(
    deps,
    counted.map(({ subjectId }) => ({ subjectId, purpose })),
  );
  return { place: next, groups };
}

/** No one else waits for a row that is broken: its person is left out, and someone looks. */
async function cellsOf(
  deps: CountingDependencies,
  row: EncryptedContribution,
): Promise<readonly Cell[]> {
  try {
    const opened = await openContribution(deps, row);
    return opened === 'gone' ? [] : opened.cells;
  } catch (error) {
    if (!(error instanceof CorruptRowError || error instanceof SealBrokenError)) throw error;
    deps.log.error('FAILED', error, { workflow });
    return [];
  }
}
