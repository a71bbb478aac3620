import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod';
import { statements } from '../../lib/audit/reading-calls.ts';

/** A record of CloudTrail, as far as the queries read it. */
const eventRecord = z.object({
  eventTime: z.string(),
  eventID: z.string().optional(),
  eventSource: z.string(),
  eventName: z.string(),
  errorCode: z.string().optional(),
  userIdentity: z.object({
    arn: z.string().optional(),
    sessionContext: z
      .object({ sessionIssuer: z.object({ arn: z.string() }).optional() })
      .optional(),
  }),
  requestParameters: z.unknown(),
  resources: z.array(z.object({ ARN: z.string() })).nullish(),
});
export type EventRecord = z.output<typeof eventRecord>;

/** Days, as 2026-11-24. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * The records that the embedded runtime writes: one JSON object a line, one file a day.
 *
 * @throws NoLocalTrailError
 */
export async function* localEvents(
  directory: string,
  { from, to }: Period,
): AsyncGenerator<EventRecord> {
  if (!existsSync(directory)) throw new NoLocalTrailError(directory);
  const days = (await readdir(directory))
    .filter((name) => /^\d{4}-\d{2}-\d{2}\.jsonl$/.test(name))
    .filter((name) => name.slice(0, 10) >= from && name.slice(0, 10) <= to)
    .sort();
  for (const day of days) {
    const lines = createInterface({ input: createReadStream(join(directory, day)) });
    for await (const line of lines) {
      const event = parsed(line);
      if (event !== undefined) yield event;
    }
  }
}

/** The last line can be incomplete: the runtime is writing it. */
function parsed(line: string): EventRecord | undefined {
  try {
    return eventRecord.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Names of the tables, without the ARN. */
export const tablesOf = ({ resources }: EventRecord): string =>
  [...new Set((resources ?? []).map(({ ARN: arn }) => arn.replace(/^.*:table\//, '')))].join(', ');

const mayWrite: ReadonlySet<string> = new Set(statements);

/** A statement of PartiQL that writes is no read. */
export const writesOnly = ({ eventName, requestParameters: parameters }: EventRecord): boolean =>
  mayWrite.has(eventName) &&
  parameters !== undefined &&
  !JSON.stringify(parameters).toUpperCase().includes('SELECT');

/** The embedded runtime has not recorded a call here. */
export class NoLocalTrailError extends Error {
  override readonly name = 'NoLocalTrailError';

  constructor(directory: string) {
    super(
      `there is no folder ${directory}: start the embedded runtime, name its home with --local, or name a deployment with --stage`,
    );
  }
}
