import * as z from 'zod';
import { taskActions, taskGrounds } from '../request/model/task.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

/** Of a task at a system, beside those that Custos has itself. */
export const systemStatuses = [
  'waiting-for-answer',
  'waiting-for-staff',
  'not-applicable',
  'cannot',
] as const;

const action = z.enum(taskActions).meta({ id: 'SystemTaskAction' });
const ground = z.enum(taskGrounds).meta({ id: 'SystemTaskGround' });

/** What a task at a system says of itself: counts and codes. */
export const systemTaskFields = {
  action: action.optional().describe('What the system was asked to do.'),
  found: counts.optional().describe('Rows per category before.'),
  left: counts.optional().describe('Rows per category afterwards: none.'),
  foundAgain: counts
    .optional()
    .describe('What a search afterwards still found; it was erased again.'),
  selectors: z.array(z.string()).optional().describe('Types of identifier that were searched by.'),
  control: z
    .strictObject({ before: count, after: count.optional() })
    .optional()
    .describe('Rows of another person of the system, which an erasure must leave alone.'),
  ground: ground.optional().describe('Why nothing is done there, or why it cannot be.'),
  answerBy: time
    .optional()
    .describe('Until then the request waits for the system; a later answer is taken, too.'),
  endedAt: time.optional(),
};

/** A recipient, and whether it was informed. */
export const noticeView = z
  .strictObject({
    recipient: z.string(),
    action,
    status: z.enum(['waiting', 'running', 'completed', ...systemStatuses]),
    ground: ground.optional(),
    counts: counts
      .optional()
      .describe('Rows per category that the recipient says it has changed; it need not say.'),
    byStaff: z
      .boolean()
      .optional()
      .describe('The privacy team informed the recipient, and not a call of its service.'),
    answeredAt: time.optional(),
  })
  .meta({ id: 'RecipientNotice' });
