import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { consents, consentStates } from '../../lambda/consent/table.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { subjects } from '../../lambda/subject/table.ts';
import type { RawRow } from './raw-rows.ts';
import { nameOf, pagesOf, rowsNamed } from './raw-rows.ts';
import type { Known } from './reasons.ts';

/** Events say what was chosen since, although the table of states is lost. */
export const canRebuild = ({ living }: Known, table: TableFacts): boolean =>
  table.name === consentStates.name && living.has(consents);

/**
 * The states that events have overtaken. What is said beside a choice is encrypted in its event, so a
 * state says less than it did, and permits no more: a consent counts as unproven, and one after a
 * refusal has to be given again. The number is that of the newest event, because the next choice
 * takes the number after it.
 *
 * @throws StoreUnavailableError
 */
export async function* rebuiltChoices(known: Known): AsyncGenerator<readonly RawRow[], void> {
  const { living, restored } = known;
  const people = living.has(subjects) ? living : restored;
  for await (const all of choicesIn(known)) {
    const states = await rowsNamed(restored.database, consentStates, all.map(keysOf));
    const keys = all.map(({ subjectId = nothing }) => ({ subjectId }));
    // An event outlives the person that it is about.
    const known = await rowsNamed(people.database, subjects, keys);
    yield all.filter((row) => {
      const stored = states.get(nameOf(consentStates, row));
      return known.has(nameOf(subjects, row)) && numberOf(row) > numberOf(stored);
    });
  }
}

const nothing: AttributeValue = { NULL: true };
const numberOf = (row: RawRow | undefined): number => Number(row?.['version']?.N ?? 0);
const keysOf = ({ subjectId = nothing, purpose = nothing }: RawRow) => ({ subjectId, purpose });

const rowsPerPage = 100;

/** One state for each person and purpose: the events of both are in one place, the newest last. */
async function* choicesIn({ living, erased }: Known): AsyncGenerator<readonly RawRow[], void> {
  let page: RawRow[] = [];
  let last: RawRow | undefined;
  for await (const events of pagesOf(living.database, consents)) {
    for (const event of events) {
      if (erased.has(event['subjectId']?.S ?? '')) continue;
      const isNext =
        last !== undefined && nameOf(consentStates, last) === nameOf(consentStates, event);
      if (!isNext && last !== undefined) page.push(last);
      last = following(isNext ? last : undefined, event);
    }
    if (page.length >= rowsPerPage) {
      yield page;
      page = [];
    }
  }
  yield last === undefined ? page : [...page, last];
}

/** A refusal stays in force: whether the consent after it was confirmed is encrypted. */
function following(last: RawRow | undefined, event: RawRow): RawRow {
  const { subjectId, purpose, version, state, eventId, at } = event;
  const isRefused = last !== undefined && last['state']?.S !== 'given' && state?.S === 'given';
  const said = isRefused ? { ...last } : { state, eventId, at, consent: { M: {} } };
  return Object.fromEntries(
    Object.entries({ ...said, subjectId, purpose, version }).filter(
      (each): each is [string, AttributeValue] => each[1] !== undefined,
    ),
  );
}
