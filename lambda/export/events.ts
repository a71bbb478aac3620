import type { ConsentEvent } from '../consent/model/event.ts';
import { mailsShown } from '../mail/views.ts';
import { publishedVersion, textIn } from '../notice/model/notice.ts';
import { readNotice } from '../notice/store.ts';
import { seconds, toEpochMilliseconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { EpochSeconds } from '../value/time.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { ListedConsent, ListedRequest } from './page-contents.ts';
import type { AddFile } from './export-zip.ts';
import { withWords } from '../request-view/person-view.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import { correctionsAsked } from '../staff/corrections-shown.ts';
import type { RequestRow } from '../request/row.ts';
import { openText } from '../request/text.ts';
import { viewOf } from '../request-view/view.ts';

/** So many of the newest events of a kind stand on the page. */
export const listedEvents = 100;

export interface Listed<Item> {
  readonly count: number;
  /** When the last of them is deleted. */
  readonly until?: EpochSeconds;
  /** Newest first. */
  readonly listed: readonly Item[];
}

type ConsentSources = Pick<FulfilmentDependencies, 'consents' | 'policy' | 'database'>;

/** Every choice, and the texts of the notices that choices rest on (GDPR Art. 7(1)). */
export async function writeConsents(
  deps: ConsentSources,
  { subjectId }: Pick<RequestRow, 'subjectId'>,
  add: AddFile,
): Promise<Listed<ListedConsent>> {
  const notices = new Map<string, NoticeFile>();
  const events: { readonly at: number; readonly listed: ListedConsent }[] = [];
  let count = 0;
  let until: EpochSeconds | undefined;

  async function* lines(): AsyncGenerator<string, void> {
    for await (const event of deps.consents.history(subjectId)) {
      const notice = await noticeOf(deps, event, notices);
      const { purpose, state } = event;
      const listed = { at: toRfc3339(event.at), purpose, state, notice };
      count += 1;
      until = latest(until, event.expiresAt);
      events.push({ at: event.at, listed });
      // History comes by purpose: the oldest of those at hand goes, whatever its purpose.
      if (events.length > 2 * listedEvents) keepNewest(events);
      yield `${JSON.stringify(consentOf(event))}\n`;
    }
  }

  await add('consents.jsonl', lines());
  keepNewest(events);
  // Two languages of a person may lead to one text.
  const files = new Map([...notices.values()].map((notice) => [notice.file ?? notice, notice]));
  for (const { file, text } of files.values()) {
    if (file !== undefined && text !== undefined) await add(file, [text]);
  }
  const withoutText = [...files.values()].map((notice) => ({ ...notice, text: undefined }));
  await add('notices.json', [`${JSON.stringify({ notices: withoutText }, undefined, 2)}\n`]);
  return { count, until, listed: events.map(({ listed }) => listed) };
}

const latest = (one: EpochSeconds | undefined, other: EpochSeconds): EpochSeconds =>
  one === undefined || other > one ? other : one;

function keepNewest(events: { readonly at: number }[]): void {
  events.sort((one, other) => other.at - one.at);
  events.length = Math.min(events.length, listedEvents);
}

interface NoticeFile {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly locale?: string;
  /** Absent where the text was replaced before texts were kept; its hash is in the evidence. */
  readonly file?: string;
  readonly text?: string;
}

async function noticeOf(
  { policy, database }: ConsentSources,
  { evidence }: ConsentEvent,
  notices: Map<string, NoticeFile>,
): Promise<NoticeFile | undefined> {
  const shown = evidence?.notice;
  if (shown === undefined) return undefined;
  const { id, version } = shown;
  const key = `${id} ${version} ${evidence?.locale ?? ''}`;
  const known = notices.get(key);
  if (known !== undefined) return known;
  const published =
    publishedVersion(policy, id, version) ?? (await readNotice(database, id, version));
  const text = published && textIn(published.texts, localesOf(published), evidence?.locale);
  const file = text && {
    ...{ locale: text.locale, text: text.markdown },
    file: `notices/${id}-${version}-${text.locale}.md`,
  };
  const noted = {
    ...{ id, version, title: published?.title ?? policy.notices[id]?.title ?? id },
    ...file,
  };
  notices.set(key, noted);
  return noted;
}

const localesOf = (notice: { readonly texts: object; readonly locales?: readonly string[] }) =>
  notice.locales ?? Object.keys(notice.texts);

const consentOf = (event: ConsentEvent) => ({
  ...event,
  subjectId: undefined,
  at: toRfc3339(event.at),
  expiresAt: toRfc3339(toEpochMilliseconds(event.expiresAt)),
});

/**
 * Every request with its dates, grounds and answer, what the person wrote, what was noted about it, who
 * asked for them, and the mails that were sent and where to (CJEU C-434/16).
 */
export async function writeRequests(
  deps: FulfilmentDependencies,
  { subjectId }: RequestRow,
  add: AddFile,
): Promise<Listed<ListedRequest>> {
  const listed: ListedRequest[] = [];
  let count = 0;
  // This request is answered now.
  let until = toEpochSeconds(requestEvidenceEnd(deps.policy, deps.clock()));

  async function* lines(): AsyncGenerator<string, void> {
    for await (const row of deps.requests.everyOf(subjectId)) {
      const { receivedAt, kind, status, expiresAt } = row;
      count += 1;
      if (expiresAt !== undefined) until = seconds(Math.max(until, expiresAt));
      if (listed.length < listedEvents) listed.push({ receivedAt, kind, status });
      const text = await openText(deps.subjectKeys, row);
      const { reason, note, agent: askedBy, mail } = text;
      const corrections = correctionsAsked(row, text);
      const mails = await mailsShown(deps.database, row.requestId);
      const shown = {
        ...withWords(viewOf(row, deps.policy), text),
        ...{ reason, note, corrections, askedBy, mails, mailAddress: mail?.address },
      };
      yield `${JSON.stringify(shown)}\n`;
    }
  }

  await add('requests.jsonl', lines());
  return { count, until, listed };
}
