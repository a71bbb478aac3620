import { everyContribution } from '../aggregate/contribution-store.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { AddFile } from './export-zip.ts';

/** What waits to be counted of the person (GDPR Art. 15(3)); of closed periods nothing is left. */
export async function writeContributions(
  deps: FulfilmentDependencies,
  { subjectId, categories }: Pick<RequestRow, 'subjectId' | 'categories'>,
  add: AddFile,
): Promise<void> {
  async function* lines(): AsyncGenerator<string, void> {
    for await (const each of everyContribution(deps, subjectId)) {
      const category = deps.policy.measures[each.measure]?.category ?? '';
      if (categories?.includes(category) ?? true) yield `${JSON.stringify(each)}\n`;
    }
  }

  await add('measurements.jsonl', lines());
}
