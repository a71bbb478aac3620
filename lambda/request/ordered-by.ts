import * as z from 'zod';

/**
 * An erasure destroys a handful. More than this under one request is no erasure of one person: it could
 * otherwise explain the keys of everybody.
 */
const mostKeys = 100;

const erasureOrder = z.object({
  subjectId: z.string(),
  kind: z.literal('erasure'),
  erasure: z.object({
    fencedAt: z.string(),
    named: z.array(z.string()).max(mostKeys),
  }),
});

/** Whose erasure ordered the destruction of a key, by a row of the table of requests as it was read. */
export function orderedBy(row: unknown, kid: string): { readonly subjectId: string } | undefined {
  const order = erasureOrder.safeParse(row);
  return order.success && order.data.erasure.named.includes(kid) ? order.data : undefined;
}
