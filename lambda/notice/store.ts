import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { Clock } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';
import type { CivilDate } from '../policy/periods.ts';
import type { Policy, PublishedNotice } from '../policy/schema.ts';
import { noticeVersionOf } from '../policy/version.ts';
import { noticeTexts } from './table.ts';

const facts = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  purposes: z.array(z.string()),
  locales: z.array(z.string()),
  effectiveFrom: z.string(),
  material: z.boolean(),
  summary: z.record(z.string(), z.string()),
  publishedAt: z.iso.datetime(),
});
const text = z.object({ item: z.string(), markdown: z.string() });

/** A version of a notice that was published at some time. */
export type NoticeVersion = Readonly<z.output<typeof facts>>;

/** With its texts by locale, which are what the version is the hash of. */
export interface StoredNotice extends NoticeVersion {
  readonly texts: Readonly<Record<string, string>>;
}

const versions = 'versions';
const nameOf = (id: string, version: string): string => `${id}#${version}`;

/**
 * Keeps the texts of every notice that the policy publishes: the controller shows what was consented
 * to (GDPR Art. 7(1)). Each version is written once, in one transaction; repeat it freely.
 *
 * @throws StoreUnavailableError
 */
export async function keepNotices(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  { published, notices }: Pick<Policy, 'published' | 'notices'>,
): Promise<void> {
  const publishedAt = toRfc3339(clock());
  for (const notice of Object.values(published)) {
    if (await wasPublished(database, notice)) continue;
    const locales = (notices[notice.id]?.locales ?? []).filter((locale) =>
      Object.hasOwn(notice.texts, locale),
    );
    const outcome = await transact(database, statementsOf(notice, locales, publishedAt));
    if (outcome.kind !== 'committed' && outcome.kind !== 'duplicate') {
      throw new StoreUnavailableError('the texts of a notice could not be kept');
    }
  }
}

function statementsOf(
  { id, version, title, purposes, effectiveFrom, material, summary, texts }: PublishedNotice,
  locales: readonly string[],
  publishedAt: string,
): Statement[] {
  const part = nameOf(id, version);
  return [
    insert(noticeTexts, {
      ...{ part: versions, item: part, id, version, title, effectiveFrom, material, publishedAt },
      ...{ purposes: [...purposes], locales: [...locales], summary: { ...summary } },
    }),
    ...Object.entries(texts).map(([locale, markdown]) =>
      insert(noticeTexts, { part, item: locale, markdown }),
    ),
  ];
}

/**
 * Every version that was published, those of one notice together, the newest first.
 *
 * @throws StoreUnavailableError
 */
export async function listNoticeVersions(database: Database): Promise<readonly NoticeVersion[]> {
  const options = { partition: { part: versions } };
  const listed = await Array.fromAsync(queryAll(database, noticeTexts, options, facts));
  return listed.sort((one, other) =>
    one.id === other.id
      ? other.publishedAt.localeCompare(one.publishedAt)
      : one.id.localeCompare(other.id),
  );
}

/**
 * A version with its texts; undefined where it was never published.
 *
 * @throws StoreUnavailableError
 * @throws NoticeAlteredError where the texts are not what the version is the hash of
 */
export async function readNotice(
  database: Database,
  id: string,
  version: string,
): Promise<StoredNotice | undefined> {
  const part = nameOf(id, version);
  const known = await getRow(database, noticeTexts, { part: versions, item: part }, facts);
  if (known === undefined) return undefined;
  const rows = queryAll(database, noticeTexts, { partition: { part } }, text);
  const texts: Record<string, string> = {};
  for await (const { item, markdown } of rows) texts[item] = markdown;
  if (noticeVersionOf(texts) !== version) throw new NoticeAlteredError();
  return { ...known, texts };
}

/** Whether people ever could read a version. */
export const wasPublished = async (
  database: Database,
  notice: { readonly id: string; readonly version: string },
): Promise<boolean> => (await appliesFrom(database, notice)) !== undefined;

/** From which day on a version applied; undefined where it was never published. */
export async function appliesFrom(
  database: Database,
  { id, version }: { readonly id: string; readonly version: string },
): Promise<CivilDate | undefined> {
  const key = { part: versions, item: nameOf(id, version) };
  const row = z.object({ effectiveFrom: z.string() });
  return (await getRow(database, noticeTexts, key, row))?.effectiveFrom;
}

/** A text in the table is not the one that was published: restore the table, and look who wrote. */
export class NoticeAlteredError extends Error {
  override readonly name = 'NoticeAlteredError';

  constructor() {
    super('the texts of a notice are not what its version says');
  }
}
