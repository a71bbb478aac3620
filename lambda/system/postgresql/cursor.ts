import * as z from 'zod';
import { SystemFaultError } from '../model/faults.ts';

const position = z.strictObject({
  /** Index of the part that comes next. */
  part: z.int().min(0),
  /** Primary key of the row before, as text. */
  after: z.array(z.string()).optional(),
  /** Of the row after it: the bytes that were returned as chunks of a file, and its SHA-256. */
  large: z.strictObject({ bytes: z.int().min(1), sha256: z.string() }).optional(),
  /** Index of the change that comes next, of those that the corrections are in the part. */
  change: z.int().min(0).optional(),
});
export type Position = z.output<typeof position>;

export const encodePosition = (at: Position): string => JSON.stringify(at);

/** @throws SystemFaultError for a cursor of another system, or a forged one */
export function decodePosition(cursor: string | undefined): Position {
  if (cursor === undefined) return { part: 0 };
  try {
    return position.parse(JSON.parse(cursor));
  } catch (cause) {
    throw new SystemFaultError('internal', { cause });
  }
}
