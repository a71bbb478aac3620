import { pseudonymisedCategory } from '../policy/categories.ts';
import { everyPseudonym } from '../redaction/pseudonym-store.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import type { AddFile } from './export-zip.ts';

/** The values behind pseudonyms in texts of the person: they are held as well (GDPR Art. 15(3)). */
export async function writePseudonyms(
  deps: FulfilmentDependencies,
  { subjectId, categories }: Pick<RequestRow, 'subjectId' | 'categories'>,
  add: AddFile,
): Promise<void> {
  if (!(categories?.includes(pseudonymisedCategory) ?? true)) return;

  async function* lines(): AsyncGenerator<string, void> {
    for await (const { type, value, pseudonym, expiresAt } of everyPseudonym(deps, subjectId)) {
      const until = toRfc3339(toEpochMilliseconds(expiresAt));
      yield `${JSON.stringify({ type, value, pseudonym, until })}\n`;
    }
  }

  await add('text-pseudonyms.jsonl', lines());
}
