import * as z from 'zod';
import { bytesColumn, kidColumn, timeColumn } from '../platform/dynamo/columns.ts';
import { pendingRow as shownRow } from '../follow-up/pending.ts';

/** What is shown of a pending request, and what is not. */
export const pendingRow = shownRow.extend({
  /** HMAC of the code; absent before it is sent, and where the address was written to before. */
  code: z.object({ mac: z.string(), until: z.int() }).optional(),
  openedAt: timeColumn.optional(),
  /** Address and wishes. Goes when the request is opened or called off. */
  sealed: z.object({ kid: kidColumn, wrappedKey: bytesColumn, ciphertext: bytesColumn }).optional(),
});
export type PendingRow = z.output<typeof pendingRow>;
