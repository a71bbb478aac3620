import { listActivity } from '../ledger/activity-list.ts';
import type { Activity } from '../ledger/activity-list.ts';
import { mergedDenials } from '../ledger/merged-denials.ts';
import type { ListedOnce } from '../ledger/merged-denials.ts';
import { activityCodes } from '../ledger/model/activity-kinds.ts';
import type { Listed } from './events.ts';
import { listedEvents } from './events.ts';
import type { ListedActivity } from './page-contents.ts';
import type { Disclosed } from './recipients.ts';
import type { AddFile } from './export-zip.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';

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
        after,
      });
      for (const activity of mergedDenials(page.items)) {
        if (listed.length < listedEvents) listed.push(listedOf(activity));
      }
      for (const activity of page.items) {
        count += 1;
        noteDisclosure(disclosed, activity);
        yield `${JSON.stringify(activity)}\n`;
      }
      after = page.lastKey;
    } while (after !== undefined);
  }

  await add('activity.jsonl', lines());
  return { count, listed, disclosed: [...disclosed.values()] };
}

function listedOf({ at, kind, codes, times }: ListedOnce): ListedActivity {
  switch (kind) {
    case 'disclosure': {
      const { recipient, purpose, categories } = activityCodes[kind].parse(codes);
      return { at, kind, recipients: [recipient], purposes: [purpose], categories };
    }
    case 'decision-denied': {
      const { purpose, category } = activityCodes[kind].parse(codes);
      const categories = category === undefined ? undefined : [category];
      return { at, kind, purposes: [purpose], categories, times };
    }
    case 'record-corrected':
    case 'record-deleted':
      return { at, kind, categories: [activityCodes[kind].parse(codes).category] };
    case 'consent-recorded':
      return { at, kind, purposes: [activityCodes[kind].parse(codes).purpose] };
    case 'use-permitted':
    case 'text-restored':
      return { at, kind, purposes: Object.keys(activityCodes[kind].parse(codes).counts) };
    case 'records-stored':
    case 'retention-deletion':
      return { at, kind, categories: Object.keys(activityCodes[kind].parse(codes).counts) };
    case 'signal-honoured':
      return { at, kind, purposes: activityCodes[kind].parse(codes).purposes };
    case 'staff-access':
    case 'request-made':
    case 'request-closed':
    case 'settings-changed':
    case 'identity-linked':
    case 'identity-removed':
    case 'incident-notice':
      return { at, kind };
  }
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
    oldest: at,
    newest: known?.newest ?? at,
  });
}
