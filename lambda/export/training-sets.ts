import { setsOfPerson } from '../model/register/sets-of-person.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { AddFile } from './export-zip.ts';

/** In which training sets data of the person is or was, and which models used them (GDPR Art. 15(1)(a)). */
export async function writeTrainingSets(
  { database, policy }: FulfilmentDependencies,
  { subjectId }: Pick<RequestRow, 'subjectId'>,
  add: AddFile,
): Promise<void> {
  async function* lines(): AsyncGenerator<string, void> {
    for await (const { setId, purpose, ...set } of setsOfPerson(database, subjectId)) {
      const title = policy.purposes[purpose]?.title;
      yield `${JSON.stringify({ trainingSetId: setId, purpose, title, ...set })}\n`;
    }
  }

  await add('training-sets.jsonl', lines());
}
