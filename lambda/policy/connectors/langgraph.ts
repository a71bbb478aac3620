import * as z from 'zod';
import { categoryOfSystem, databaseSecret, identifier, identifierTypes, nameOf } from './fields.ts';

const by = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('metadata').describe('A key in the metadata of checkpoints names the person.'),
    key: nameOf('The key, as given in `configurable` or `metadata` of a run: user_id.'),
    identifier,
  }),
  z.strictObject({
    kind: z.literal('table').describe('A table of yours says which thread is whose.'),
    schema: nameOf('Schema of that table: public.').default('public'),
    table: nameOf('Name of that table: threads.'),
    thread: nameOf('Column with the id of the thread: id.'),
    column: nameOf('Column with the identifier: user_id.'),
    identifier,
  }),
]);

const placeholders: readonly string[] = identifierTypes.map((type) => `{${type}}`);

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
      by: by.describe('How it is known whose a thread is.'),
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
      namespace: z
        .array(z.string().min(1).max(200))
        .min(1)
        .max(8)
        .refine((parts) => parts.filter((part) => placeholders.includes(part)).length === 1, {
          error: `must name the person once, as a part of its own: one of ${placeholders.join(', ')}`,
        })
        .describe('Namespace of the memories of a person: [memories, "{user-id}"].'),
    })
    .optional()
    .describe('The memories in the store; none when absent.'),
});
export type LanggraphSettings = z.output<typeof langgraphSettings>;
