import * as z from 'zod';
import type { Item } from '../platform/dynamo/statement.ts';
import { parseRfc3339 } from '../value/time.ts';
import { requestEvidence, stillExempt } from './model/exemption.ts';
import { requestFields } from './row.ts';
import type { RequestRow } from './row.ts';

/**
 * What outlasts the evidence of a request: ids, dates, and the order that ends the rest of what its
 * erasure left. All else is `content`: one attribute, because a statement removes no more than one.
 */
const lasting = new Set<string>([
  'requestId',
  'subjectId',
  'kind',
  'status',
  'version',
  'jurisdiction',
  'receivedAt',
  'dueAt',
  'attempt',
  'contentVersion',
  'erasure',
  'attention',
  'attentionAt',
  'expiresAt',
] satisfies (keyof RequestRow)[]);

export function toItem(row: RequestRow): Item {
  const item: Item = { ...row };
  const { left = [], content = [] } = Object.groupBy(Object.entries(item), ([name]) =>
    lasting.has(name) ? 'left' : 'content',
  );
  return { ...Object.fromEntries(left), content: Object.fromEntries(content) };
}

export const requestRow = z
  .looseObject({ content: z.record(z.string(), z.unknown()) })
  .transform(({ content, ...row }) => ({ ...content, ...row }))
  .pipe(requestFields);

/**
 * GDPR Art. 5(1)(e): once its own period is over, nothing of what was asked and answered stays because
 * the erasure left something else for longer.
 */
export function withoutEvidence(row: RequestRow): RequestRow {
  const { withheld = [], endedAt = '', fencedAt, named } = row.erasure ?? {};
  const at = parseRfc3339(endedAt);
  if (at === undefined) return row;
  const left = stillExempt(withheld, at);
  if (left.some(({ category }) => category === requestEvidence)) return row;
  return requestFields.parse({
    ...toItem(row),
    gatesPassed: [],
    timeline: row.timeline.filter((event) => event.at > endedAt),
    erasure: { fencedAt, named, endedAt, withheld: left },
  });
}
