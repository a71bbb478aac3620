import { everyOutcome } from '../fairness/outcome.ts';
import { decidedCategory } from '../policy/categories.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { AddFile } from './export-zip.ts';

/** What is stored of decisions about the person to see whether a system is fair (GDPR Art. 15(3)). */
export async function writeOutcomes(
  deps: FulfilmentDependencies,
  { subjectId, categories }: Pick<RequestRow, 'subjectId' | 'categories'>,
  add: AddFile,
): Promise<void> {
  if (!(categories?.includes(decidedCategory) ?? true)) return;

  async function* lines(): AsyncGenerator<string, void> {
    for await (const outcome of everyOutcome(deps, subjectId)) {
      yield `${JSON.stringify(outcome)}\n`;
    }
  }

  await add('outcomes.jsonl', lines());
}
