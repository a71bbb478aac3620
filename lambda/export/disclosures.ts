import type { Disclosed } from '../disclosure/model/disclosure.ts';
import { noteDisclosure } from '../disclosure/model/disclosure.ts';
import { everyDisclosure } from '../disclosure/store.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';
import type { AddFile } from './export-zip.ts';

/** The recipients of data of the person, one by one and summed up (GDPR Art. 15(1)(c)). */
export async function writeDisclosures(
  deps: FulfilmentDependencies,
  { subjectId }: Pick<RequestRow, 'subjectId'>,
  add: AddFile,
): Promise<readonly Disclosed[]> {
  const disclosed = new Map<string, Disclosed>();

  async function* lines(): AsyncGenerator<string, void> {
    for await (const disclosure of everyDisclosure(deps, subjectId)) {
      noteDisclosure(disclosed, disclosure);
      yield `${JSON.stringify(disclosure)}\n`;
    }
  }

  await add('disclosures.jsonl', lines());
  return [...disclosed.values()];
}
