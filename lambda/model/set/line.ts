import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { RecordId } from '../../value/ids.ts';
import { sha256Hex } from '../../value/canonical.ts';

/** One line of a shard, without its end. */
const shardLine = z.object({
  recordId: z.string().transform((text) => text as RecordId),
  category: z.string(),
  content: z.unknown(),
  /** Personal data in the content was replaced. */
  redacted: z.literal(true).optional(),
});
export type ShardLine = z.output<typeof shardLine>;

/**
 * With 128 random bits, so that the hash of the line in the manifest says nothing about a content that
 * can be guessed, such as a rating.
 */
export const writeLine = ({ recordId, category, content, redacted }: ShardLine): string => {
  const salt = randomBytes(16).toString('base64url');
  return JSON.stringify({ recordId, category, content, redacted, salt });
};

export const readLine = (line: string): ShardLine => shardLine.parse(JSON.parse(line));

/** The line of the manifest for a line of a shard. */
export const manifestLine = (recordId: RecordId, line: string): string =>
  JSON.stringify({ recordId, sha256: sha256Hex(line) });

/** As a file: each line ends with a line feed, the last one too. */
export const fileOf = (lines: readonly string[]): Buffer =>
  Buffer.from(lines.map((line) => `${line}\n`).join(''));
export const linesOf = (file: string): string[] => file.split('\n').slice(0, -1);
