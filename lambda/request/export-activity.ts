import { listActivity } from '../ledger/activity.ts';
import type { Activity } from '../ledger/activity.ts';
import { activityCodes } from '../ledger/activity-kinds.ts';
import type { Listed } from './export-events.ts';
import { listedEvents } from './export-events.ts';
import type { ListedActivity } from './export-page-contents.ts';
import type { Disclosed } from './export-recipients.ts';
import type { AddFile } from './export-zip.ts';
import type { FulfilmentDependencies } from './fulfilment.ts';
import type { RequestRow } from './row.ts';

const pageSize = 100;

/** What was done with the data of a person, and to whom it was disclosed (GDPR Art. 15(1)(c)). */
export async function writeActivity(
  deps: FulfilmentDependencies,
  { subjectId }: RequestRow,
  add: AddFile,
): Promise<Listed<ListedActivity> & { readonly disclosed: readonly Disclosed[] }> {
  const listed: ListedActivity[] = [];
  const disclosed = new Map<string, Disclosed>();
  let count = 0;

  async function* lines(): AsyncGenerator<string, void> {
    let after: string | undefined;
    do {
      const page = await listActivity(deps, subjectId, {
        limit: pageSize,
        ...(after !== undefined && { after }),
      });
      for (const activity of page.items) {
        count += 1;
        const { at, kind } = activity;
        if (listed.length < listedEvents) listed.push({ at, kind });
        noteDisclosure(disclosed, activity);
        yield `${JSON.stringify(activity)}\n`;
      }
      after = page.lastKey;
    } while (after !== undefined);
  }

  await add('activity.jsonl', lines());
  return { count, listed, disclosed: [...disclosed.values()] };
}

/** One line per recipient, so that many disclosures take no memory. They come newest first. */
function noteDisclosure(disclosed: Map<string, Disclosed>, { kind, codes, at }: Activity): void {
  if (kind !== 'disclosure') return;
  const { recipient, purpose, categories } = activityCodes.disclosure.parse(codes);
  const known = disclosed.get(recipient);
  disclosed.set(recipient, {
    recipient,
    purposes: [...new Set([...(known?.purposes ?? []), purpose])],
    categories: [...new Set([...(known?.categories ?? []), ...categories])],
    count: (known?.count ?? 0) + 1,
    newest: known?.newest ?? at,
  });
}
