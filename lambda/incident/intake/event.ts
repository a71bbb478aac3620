import * as z from 'zod';
import { milliseconds, parseRfc3339 } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { Sighting } from '../model/burst.ts';
import { meaningOf } from './meanings.ts';

/**
 * Names and ARNs of AWS. Anything else could be content, such as the key of a row or a statement, and
 * is left out.
 */
const name = z.string().regex(/^[\w.:/@=+,!$*-]{1,256}$/);
const lenient = <Value>(schema: z.ZodType<Value>) => schema.optional().catch(undefined);
const names = lenient(z.array(name).max(100));

const userIdentity = z.object({
  type: lenient(name),
  arn: lenient(name),
  accountId: lenient(name),
  invokedBy: lenient(name),
  sessionContext: lenient(z.object({ sessionIssuer: lenient(z.object({ arn: lenient(name) })) })),
});
const detail = z.object({
  eventID: lenient(name),
  eventTime: lenient(z.string()),
  eventName: lenient(name),
  userIdentity: lenient(userIdentity),
  resources: lenient(z.array(z.object({ ARN: lenient(name) })).max(100)),
  requestParameters: lenient(z.record(z.string(), z.unknown())),
  // Findings and alarms.
  type: lenient(name),
  resource: lenient(name),
  alarmName: lenient(name),
});

/** What rules of EventBridge send: see `DetectionRules` in `lib/`. */
export const detectionInput = z.object({
  detection: z.string().regex(/^[A-Za-z][A-Za-z-]{0,63}$/),
  event: z.object({
    id: name,
    time: lenient(z.string()),
    resources: names,
    detail: detail.catch({}),
  }),
});
export type DetectionInput = z.output<typeof detectionInput>;

/** Parameters of calls that name a resource. */
const naming = ['tableName', 'tableArn', 'bucketName', 'keyId', 'functionName', 'roleName', 'name'];

/** Undefined for an alarm that reports a fault of operation, and no incident. */
export function sightingOf(
  { detection, event }: DetectionInput,
  now: EpochMilliseconds,
): Sighting | undefined {
  const { detail: facts } = event;
  const meaning = meaningOf(detection, facts.alarmName);
  if (meaning === undefined) return undefined;
  const time = parseRfc3339(facts.eventTime ?? event.time ?? '');
  return {
    source: 'detection',
    detection,
    eventId: facts.eventID ?? event.id,
    at: milliseconds(Math.min(time ?? now, now)),
    principal: principalOf(facts) ?? facts.alarmName ?? facts.type,
    resources: resourcesOf(event),
    ...meaning,
  };
}

/** The role rather than its session: the name of a session can be that of a person, and changes. */
function principalOf({ userIdentity: identity }: z.output<typeof detail>): string | undefined {
  return (
    identity?.sessionContext?.sessionIssuer?.arn ??
    identity?.arn ??
    identity?.invokedBy ??
    identity?.accountId
  );
}

function resourcesOf({ resources = [], detail: facts }: DetectionInput['event']): string[] {
  const arns = (facts.resources ?? []).flatMap(({ ARN }) => ARN ?? []);
  const named = naming.flatMap((parameter) => {
    const value = name.safeParse(facts.requestParameters?.[parameter]);
    return value.success ? [value.data] : [];
  });
  return [...new Set([...arns, ...[facts.resource ?? []].flat(), ...resources, ...named])].slice(
    0,
    20,
  );
}
