import { listActivity } from '../ledger/activity-list.ts';
import { mergedDenials } from '../ledger/merged-denials.ts';
import type { ListedOnce } from '../ledger/merged-denials.ts';
import { activityCodes } from '../ledger/model/activity-kinds.ts';
import type { Listed } from './events.ts';
import { listedEvents } from './events.ts';
import type { ListedActivity } from './page-contents.ts';
import type { AddFile } from './export-zip.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import type { RequestRow } from '../request/row.ts';

const pageSize = 100;

/** What was done with the data of a person. */
export async function writeActivity(
  deps: FulfilmentDependencies,
  { subjectId }: RequestRow,
  add: AddFile,
): Promise<Listed<ListedActivity>> {
  const listed: ListedActivity[] = [];
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
        yield `${JSON.stringify(activity)}\n`;
      }
      after = page.lastKey;
    } while (after !== undefined);
  }

  await add('activity.jsonl', lines());
  return { count, listed };
}

function listedOf({ at, kind, codes, times }: ListedOnce): ListedActivity {
  switch (kind) {
    case 'disclosure': {
      const { recipient, purpose, categories } = activityCodes[kind].parse(codes);
      return { at, kind, recipients: [recipient], purposes: [purpose], categories };
    }
    case 'decision-denied': {
      const { purpose, category, recipient } = activityCodes[kind].parse(codes);
      const categories = category === undefined ? undefined : [category];
      const recipients = recipient === undefined ? undefined : [recipient];
      return { at, kind, recipients, purposes: [purpose], categories, times };
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
    case 'source-informed':
    case 'recipient-notified':
      return { at, kind, recipients: [activityCodes[kind].parse(codes).recipient] };
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
