import * as z from 'zod';
import { categoryOfSystem, databaseSecret, identifier, nameOf } from './fields.ts';
import { identifierTypes } from '../vocabulary.ts';

const placeholders: readonly string[] = identifierTypes.map((type) => `{${type}}`);
const oneOf = placeholders.join(', ');

/** The identifier, and after it either the end or one sign that no identifier has, and anything. */
const threadId = new RegExp(
  `^[^{}*]{0,64}\\{(?:${identifierTypes.join('|')})\\}(?:[^\\w{}*]\\*)?$`,
);

const by = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('table').describe('A table of yours says which thread is whose.'),
    schema: nameOf('Schema of that table: public.').default('public'),
    table: nameOf('Name of that table: threads.'),
    thread: nameOf('Column with the id of the thread: id.'),
    column: nameOf('Column with the identifier: user_id.'),
    identifier,
  }),
  z.strictObject({
    kind: z.literal('thread-id').describe('The id of a thread has the identifier of the person.'),
    form: z
      .string()
      .regex(threadId, {
        error: `must name the person once, as ${oneOf}, at its end or before one sign and an asterisk, such as {user-id}:*`,
      })
      .describe('Form of the ids of threads; an asterisk is anything: {user-id}:*.'),
  }),
  z.strictObject({
    kind: z
      .literal('metadata')
      .describe(
        'A key in the metadata of checkpoints names the person. LangGraph for Python stores what a run has in `configurable`; LangGraph for JavaScript does not.',
      ),
    key: nameOf('The key: user_id.'),
    identifier,
  }),
  z.strictObject({
    kind: z.literal('state').describe('A channel of the state of the graph names the person.'),
    channel: nameOf('The channel, whose value is a string: userId.'),
    identifier,
  }),
]);
export type ThreadOwner = z.output<typeof by>;

const namespace = z
  .array(z.string().min(1).max(200))
  .min(1)
  .max(8)
  .refine((parts) => parts.filter((part) => placeholders.includes(part)).length === 1, {
    error: `must name the person once, as a part of its own: one of ${oneOf}`,
  });

/** Memory of LangGraph: its PostgreSQL checkpointer, and its store. */
export const langgraphSettings = z.strictObject({
  kind: z
    .literal('langgraph')
    .describe('Threads and memories of LangGraph in PostgreSQL: PostgresSaver and PostgresStore.'),
  ...databaseSecret,
  schema: nameOf('Schema of the tables of LangGraph: public.').default('public'),
  threads: z
    .strictObject({
      category: categoryOfSystem,
      by: by.describe(
        'How it is known whose a thread is. A table of threads named here is erased with them, last: no other system names it.',
      ),
      second: by
        .optional()
        .describe(
          'Another way to know it, with which an erasure is checked. Without one the first is used again.',
        ),
    })
    .describe('The threads: checkpoints, their writes and blobs.'),
  store: z
    .strictObject({
      category: categoryOfSystem,
      namespace: namespace.describe(
        'Namespace of the memories of a person, and what begins with it: [memories, "{user-id}"].',
      ),
      second: namespace
        .optional()
        .describe(
          'Another namespace of the memories of a person, with which an erasure is checked.',
        ),
    })
    .optional()
    .describe('The memories in the store; none when absent.'),
});
export type LanggraphSettings = z.output<typeof langgraphSettings>;
