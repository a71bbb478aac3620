import { decidedCategory } from '../../lambda/policy/categories.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { seconds, toEpochSeconds } from '../../lambda/value/time.ts';

/** Stores a decision about a person past the API, and returns its id. */
export async function decided(
  fixture: RequestFixture,
  { subjectId }: Pick<Person, 'subjectId'>,
): Promise<string> {
  const now = fixture.clock();
  const draft = fixture.records.draft(
    subjectId,
    {
      category: decidedCategory,
      purposes: ['decision-review'],
      content: { system: 'scores', outcome: { value: 'refused' }, mainFactors: ['Too many'] },
    },
    { collectedAt: now, expiresAt: seconds(toEpochSeconds(now) + 30 * 86_400) },
  );
  await fixture.records.write([draft], []);
  return draft.recordId;
}
