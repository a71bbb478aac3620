import { retentionCount } from '../lambda/retention/needs.ts';
import { maximumSegments } from '../lambda/retention/report/scan.ts';
import { pagePauseMilliseconds } from '../lambda/platform/dynamo/whole-table.ts';
import { maximumLanes } from '../lambda/verification/plan.ts';
import { verificationPass } from '../lambda/verification/needs.ts';
import { assumed, daySeconds, daysPerYear, storedBytes } from './assumed.ts';

const terabyte = 1e12;
const pageBytes = 2 ** 20;
/** One read unit, eventually consistent. */
const bytesPerReadUnit = 8 * 1_024;
/** Of one verification pass in all its lanes, at most. */
const bytesPerSecond = maximumLanes * (1_000 / pagePauseMilliseconds) * pageBytes;

/** Reads of a table to its end: a verification pass, and the count of records that are late. */
export const perTerabyte = {
  readUnits: terabyte / bytesPerReadUnit,
  /** Each is a call, so a data event. */
  pages: terabyte / pageBytes,
  /** Of a verification pass, at least. */
  hours: terabyte / bytesPerSecond / 3_600,
} as const;

/** What a verification pass reads at most before its execution ends. */
export const terabytesOfPass =
  (bytesPerSecond * verificationPass.trigger.timeoutDays * daySeconds) / terabyte;

export const storedTerabytes = (people: number): number => storedBytes(people) / terabyte;

const daysPerMonth = daysPerYear / 12;
/** One verifies an erasure, another comes before its certificate is final. */
const passesPerErasure = 2;

/** At most one a day, one after the other, and only for erasures that wait. */
export function passesPerMonth(people: number): number {
  const daysOfPass = (storedTerabytes(people) * perTerabyte.hours) / 24;
  const wanted = (passesPerErasure * people * assumed.erasuresPerYear) / 12;
  return Math.min(wanted, daysPerMonth / Math.max(1, daysOfPass));
}

/** Of the count in a day: in each segment a page after each pause, as long as each run may last. */
export const terabytesCountedADay =
  (maximumSegments *
    (1_000 / pagePauseMilliseconds) *
    pageBytes *
    retentionCount.timeoutSeconds *
    (daySeconds / (60 * retentionCount.trigger.everyMinutes))) /
  terabyte;

/** The count begins once a day at most. */
export const terabytesCountedAMonth = (people: number): number =>
  Math.min(storedTerabytes(people), terabytesCountedADay) * daysPerMonth;
