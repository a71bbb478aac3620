import * as z from 'zod';
import { bytesColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRows, queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { Key, Statement } from '../platform/dynamo/statement.ts';
import { insert, remove, update } from '../platform/dynamo/statement.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { RowAddress, SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { PeriodName } from '../policy/report-periods.ts';
import type { Policy } from '../policy/schema.ts';
import type { SubjectId } from '../value/ids.ts';
import { seconds } from '../value/time.ts';
import type { EpochSeconds } from '../value/time.ts';
import type { Cell } from './model/measure.ts';
import {
  closingPart,
  closingPartOf,
  erasureClassOf,
  expiryOf,
  measureOf,
  periodSpan,
} from './measure.ts';
import type { Measure } from './measure.ts';
import { contributions } from './table.ts';

export interface ContributionDependencies {
  readonly database: Database;
  readonly subjectKeys: SubjectKeys;
  readonly policy: Policy;
}

/** A period of a measure that the policy has. */
export interface MeasurePeriod {
  readonly id: string;
  readonly measure: Measure;
  readonly period: PeriodName;
}

export interface ContributionName extends MeasurePeriod {
  readonly subjectId: SubjectId;
}

export interface Contribution {
  readonly cells: readonly Cell[];
  /** Calls whose part of it was written apart from the row of their idempotency key. */
  readonly calls: readonly string[];
}

export interface StoredContribution extends Contribution {
  readonly version: number;
  /** Of the category that the measure had when the first measurement came. */
  readonly erasureClass: string;
}

const content = z.object({
  cells: z.array(
    z.object({ key: z.array(z.string()), count: z.int().nonnegative(), sum: z.int() }),
  ),
  calls: z.array(z.string()).default([]),
});
const row = z.object({
  subjectId: subjectIdColumn,
  measurePeriod: z.string(),
  content: bytesColumn,
  erasureClass: z.string(),
  version: z.int(),
});
type Row = z.output<typeof row>;

const sortKeyOf = ({ id, period }: Pick<MeasurePeriod, 'id' | 'period'>) => `${id}#${period}`;
export const rowKeyOf = (name: Pick<ContributionName, 'subjectId' | 'id' | 'period'>) => ({
  subjectId: name.subjectId,
  measurePeriod: sortKeyOf(name),
});

const addressOf = (key: Key, version: number): RowAddress => ({
  table: contributions,
  key,
  contentVersion: version,
});

/**
 * Contributions of up to 100 people and periods, in one read.
 *
 * @returns by position; undefined where there is none, `gone` where its key was destroyed
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError, CorruptRowError when a row was altered or moved
 */
export async function readContributions(
  deps: ContributionDependencies,
  names: readonly ContributionName[],
): Promise<readonly (StoredContribution | 'gone' | undefined)[]> {
  const found = await encryptedContributions(deps.database, names);
  return Promise.all(found.map(async (each) => each && openContribution(deps, each)));
}

export type EncryptedContribution = Row;

/** The same, not decrypted. */
export async function encryptedContributions(
  database: Database,
  names: readonly Pick<ContributionName, 'subjectId' | 'id' | 'period'>[],
): Promise<readonly (EncryptedContribution | undefined)[]> {
  const rows = await getRows(database, contributions, names.map(rowKeyOf), row);
  const found = new Map(rows.map((each) => [`${each.subjectId} ${each.measurePeriod}`, each]));
  return names.map((name) => found.get(`${name.subjectId} ${sortKeyOf(name)}`));
}

export async function openContribution(
  { subjectKeys }: Pick<ContributionDependencies, 'subjectKeys'>,
  { subjectId, measurePeriod, erasureClass, version, content: ciphertext }: Row,
): Promise<StoredContribution | 'gone'> {
  const address = addressOf({ subjectId, measurePeriod }, version);
  const opened = await openJson(subjectKeys, subjectId, erasureClass, address, ciphertext, content);
  return opened.kind === 'opened' ? { ...opened.value, version, erasureClass } : 'gone';
}

/** Writes a contribution in the place of the one that was read. Only for people who are active. */
export async function contributionStatement(
  { subjectKeys, policy }: Pick<ContributionDependencies, 'subjectKeys' | 'policy'>,
  name: ContributionName,
  before: StoredContribution | undefined,
  { cells, calls }: Contribution,
): Promise<Statement> {
  const key = rowKeyOf(name);
  const version = (before?.version ?? 0) + 1;
  const erasureClass = before?.erasureClass ?? erasureClassOf(policy, name.measure);
  const ciphertext = await sealJson(
    ...([subjectKeys, name.subjectId, erasureClass, addressOf(key, version)] as const),
    { cells, ...(calls.length > 0 && { calls }) },
  );
  if (before !== undefined) {
    return update(contributions, key, before.version, { content: ciphertext });
  }
  return insert(contributions, {
    ...key,
    ...{ content: ciphertext, erasureClass },
    closing: closingPartOf(name.id, name.period, name.subjectId),
    expiresAt: expiryOf(periodSpan(policy, name.measure, name.period)),
    version,
  });
}

const keyRow = z.object({ subjectId: subjectIdColumn });

/** Who contributed to one part of a period, page by page, by the index, which follows the rows. */
export async function contributorsOf(
  database: Database,
  { id, period }: Pick<MeasurePeriod, 'id' | 'period'>,
  part: number,
  page: { readonly limit: number; readonly after?: SubjectId | undefined },
): Promise<{ readonly people: readonly SubjectId[]; readonly last?: SubjectId }> {
  const closing = closingPart(id, period, part);
  const { after } = page;
  const { rows, lastKey } = await queryPage(
    database,
    contributions,
    {
      ...{ index: 'by-closing', partition: { closing }, limit: page.limit },
      ...(after && { startAfter: { ...rowKeyOf({ subjectId: after, id, period }), closing } }),
    },
    keyRow,
  );
  const people = rows.map(({ subjectId }) => subjectId);
  const last = lastKey && people.at(-1);
  return { people, ...(last && { last }) };
}

const versionRow = keyRow.extend({ version: z.int() });

/** What deletes the contributions of up to 100 people to one period. */
export async function removalsOf(
  database: Database,
  period: Pick<MeasurePeriod, 'id' | 'period'>,
  people: readonly SubjectId[],
): Promise<readonly Statement[]> {
  const keys = people.map((subjectId) => rowKeyOf({ subjectId, ...period }));
  const rows = await getRows(database, contributions, keys, versionRow);
  return rows.map(({ subjectId, version }) =>
    remove(contributions, rowKeyOf({ subjectId, ...period }), version),
  );
}

export interface WaitingContribution {
  readonly measure: string;
  readonly period: PeriodName;
  readonly expiresAt: EpochSeconds;
}

const waitingRow = z.object({
  measurePeriod: z.string(),
  expiresAt: z.int().transform(seconds),
});

/**
 * To which periods a person has contributed that are not counted yet. Nothing is decrypted.
 *
 * @throws StoreUnavailableError
 */
export async function waitingContributions(
  database: Database,
  subjectId: SubjectId,
): Promise<readonly WaitingContribution[]> {
  const rows = queryAll(database, contributions, { partition: { subjectId } }, waitingRow);
  return Array.fromAsync(rows, ({ measurePeriod, expiresAt }) => {
    const [measure = '', period = ''] = measurePeriod.split('#');
    return { measure, period, expiresAt };
  });
}

export interface CopiedContribution {
  readonly measure: string;
  readonly period: PeriodName;
  readonly measurements: readonly {
    readonly dimensions: Readonly<Record<string, string>>;
    readonly count: number;
    readonly sum: number;
  }[];
}

/**
 * What one person has contributed to periods that are not closed, for a copy of their data.
 *
 * @throws as `readContributions`
 */
export async function* everyContribution(
  deps: ContributionDependencies,
  subjectId: SubjectId,
): AsyncGenerator<CopiedContribution, void> {
  const rows = queryAll(deps.database, contributions, { partition: { subjectId } }, row);
  for await (const stored of rows) {
    const [id = '', period = ''] = stored.measurePeriod.split('#');
    const opened = await openContribution(deps, stored);
    if (opened === 'gone') continue;
    const names = Object.keys(measureOf(deps.policy, id)?.dimensions ?? {});
    yield {
      measure: id,
      period,
      measurements: opened.cells.map(({ key, count, sum }) => ({
        dimensions: Object.fromEntries(
          key.map((value, place) => [names[place] ?? `${place}`, value]),
        ),
        ...{ count, sum },
      })),
    };
  }
}
