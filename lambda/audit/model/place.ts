import { milliseconds } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';

/** A trail of CloudTrail, as the names of its files have it. */
export interface Trail {
  readonly name: string;
  readonly account: string;
  readonly homeRegion: string;
  /** Id of the organization whose trail it is. @default - a trail of one account */
  readonly organization?: string;
}

/** Where Amazon S3 has an object. */
export interface Place {
  readonly bucket: string;
  readonly key: string;
}

export const digestKinds = ['hourly', 'backfill'] as const;
export type DigestKind = (typeof digestKinds)[number];

/** Name of a digest: its kind, and the time at which its hour ends. */
export interface DigestName {
  readonly kind: DigestKind;
  readonly end: EpochMilliseconds;
}

/** Folder of the digests of an account, one folder below for each Region. */
export const digestFolder = ({ account, organization }: Trail): string =>
  [
    'AWSLogs',
    ...(organization === undefined ? [] : [organization]),
    account,
    'CloudTrail-Digest',
    '',
  ].join('/');

/** Keys of a Region from this time on sort after it. */
export function digestsFrom(trail: Trail, region: string, from: EpochMilliseconds): string {
  const day = new Date(from).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${digestFolder(trail)}${region}/${day}/`;
}

/**
 * The name of a digest of this trail and Region (AWS CloudTrail User Guide, CloudTrail digest file structure);
 * undefined for every other key, those of other trails in the bucket included.
 */
export function parseDigestKey(trail: Trail, region: string, key: string): DigestName | undefined {
  const folder = `${digestFolder(trail)}${region}/`;
  const file = `/${trail.account}_CloudTrail-Digest_${region}_${trail.name}_${trail.homeRegion}_`;
  const at = key.indexOf(file);
  if (!key.startsWith(folder) || at < 0) return undefined;
  if (!/^\d{4}\/\d{2}\/\d{2}$/.test(key.slice(folder.length, at))) return undefined;
  const [, time, backfill] = ending.exec(key.slice(at + file.length)) ?? [];
  const end = Date.parse(time?.replace(basic, '$1-$2-$3T$4:$5:$6Z') ?? '');
  if (Number.isNaN(end)) return undefined;
  return { kind: backfill === undefined ? 'hourly' : 'backfill', end: milliseconds(end) };
}

const ending = /^(\d{8}T\d{6}Z)(_backfill)?\.json\.gz$/;
const basic = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
