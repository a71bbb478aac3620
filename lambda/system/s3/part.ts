import * as z from 'zod';
import type { ExportItem, IdentifierType, SystemCorrection } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';
import { versionsBelow } from './versions.ts';
import type { StoredVersion, VersionName } from './versions.ts';

/** Where the next step begins: after a version that is still there, or within it. */
export const position = z.strictObject({
  key: z.string(),
  versionId: z.string(),
  /** Within this version: bytes that have been exported, decompressed, and what the version was. */
  resume: z
    .strictObject({ offset: z.int().min(1), etag: z.string(), isLatest: z.boolean() })
    .optional(),
});
export type Position = z.output<typeof position>;

/** What does not stop the work on other objects, and is reported when they are done. */
export const lateFaults = ['locked', 'unreadable'] as const;
export type LateFault = (typeof lateFaults)[number];

export interface Step {
  readonly count: number;
  readonly isDone: boolean;
  readonly at?: Position | undefined;
  readonly fault?: LateFault | undefined;
}

/** One call of a connector: how long it may go on. */
export interface Turn {
  readonly hasTime: () => boolean;
}

/** A page of an export while it is filled. */
export interface ExportPage {
  readonly items: ExportItem[];
  /** Adds the item, unless others are there already and it does not fit beside them. */
  readonly add: (item: ExportItem) => boolean;
  /** Whether an item of about so many bytes before Base64 can be added. */
  readonly hasRoom: (bytes: number) => boolean;
  /** Something did not fit. */
  readonly isFull: () => boolean;
}

/** The data of one person in one entry of the settings. */
export interface Part {
  readonly category: string;
  readonly selector: IdentifierType;
  find(at: Position | undefined, turn: Turn): Promise<Step>;
  export(at: Position | undefined, turn: Turn, page: ExportPage): Promise<Step>;
  erase(at: Position | undefined, turn: Turn): Promise<Step>;
  rectify(
    at: Position | undefined,
    turn: Turn,
    corrections: readonly SystemCorrection[],
  ): Promise<Step>;
  restrict(at: Position | undefined, turn: Turn, restricted: boolean): Promise<Step>;
}

export interface Outcome {
  readonly count: number;
  /** A version that is there after the work: the next page can begin after it. */
  readonly remains: VersionName | undefined;
  readonly fault?: LateFault | undefined;
}

/** Versions that are worked on at the same time, and the bytes of them together: larger ones one by one. */
const atOnce = 8;
const bytesAtOnce = 32 * 1024 * 1024;

export interface Walk {
  readonly bucket: Bucket;
  readonly prefix: string;
  /** Versions on one page, 1 to 1,000. */
  readonly pageSize: number;
}

/** Works on one page of versions, some at a time, as long as there is time: at least on some. */
export async function overVersions(
  { bucket, prefix, pageSize }: Walk,
  at: Position | undefined,
  turn: Turn,
  work: (version: StoredVersion) => Promise<Outcome>,
): Promise<Step> {
  const page = await versionsBelow(bucket, prefix, at, pageSize);
  const deleted = new Set<string>();
  let count = 0;
  let last: VersionName | undefined = at && nameOf(at);
  let fault: LateFault | undefined;
  for (const [index, some] of batchesOf(page.versions).entries()) {
    if (index > 0 && !turn.hasTime()) return { count, isDone: false, at: last, fault };
    const outcomes = await all(some.map((version) => late(version, work)));
    for (const [place, outcome] of outcomes.entries()) {
      const version = some[place];
      count += outcome.count;
      fault ??= outcome.fault;
      last = outcome.remains ?? last;
      if (version !== undefined && outcome.remains?.versionId !== version.versionId) {
        deleted.add(nameText(version));
      }
    }
  }
  const { next } = page;
  if (next === undefined) return { count, isDone: true, fault };
  return { count, isDone: false, at: deleted.has(nameText(next)) ? last : next, fault };
}

export const nameOf = ({ key, versionId }: VersionName): VersionName => ({ key, versionId });

const nameText = ({ key, versionId }: VersionName): string => `${versionId} ${key}`;

function batchesOf(versions: readonly StoredVersion[]): readonly StoredVersion[][] {
  const batches: StoredVersion[][] = [];
  let bytes = 0;
  for (const version of versions) {
    const batch = batches.at(-1);
    bytes += version.bytes;
    if (batch !== undefined && batch.length < atOnce && bytes <= bytesAtOnce) batch.push(version);
    else {
      batches.push([version]);
      bytes = version.bytes;
    }
  }
  return batches;
}

async function late(
  version: StoredVersion,
  work: (version: StoredVersion) => Promise<Outcome>,
): Promise<Outcome> {
  try {
    return await work(version);
  } catch (error) {
    const fault = lateFaultOf(error);
    if (fault === undefined) throw error;
    return { count: 0, remains: version, fault };
  }
}

export const lateFaultOf = (error: unknown): LateFault | undefined =>
  error instanceof SystemFaultError ? lateFaults.find((one) => one === error.code) : undefined;

/** Waits for all, so that nothing goes on after a failure. */
async function all<Result>(work: readonly Promise<Result>[]): Promise<Result[]> {
  const settled = await Promise.allSettled(work);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
