import * as z from 'zod';
import { categoryOfSystem, databaseSecret, identifier, nameOf, pointer } from './fields.ts';

const through = z.strictObject({
  column: nameOf('Column of the table before that refers to this one: conversation_id.'),
  schema: nameOf('Schema of this table: public.').default('public'),
  table: nameOf('Table that is referred to: conversations.'),
  references: nameOf('Its column that is referred to: id.'),
});

const key = z.strictObject({
  identifier,
  column: nameOf('Column with the identifier: user_id.'),
  pointer: pointer
    .optional()
    .describe(
      'Where the identifier is in a column of type jsonb (RFC 6901): /user_id. Absent: the whole column is the identifier.',
    ),
  through: z
    .array(through)
    .min(1)
    .max(4)
    .optional()
    .describe(
      'The way to the table that has the column, where rows belong to a person through other tables: messages through conversations.',
    ),
});

const table = z.strictObject({
  schema: nameOf('Schema of the table: public.').default('public'),
  table: nameOf('Name of the table, as PostgreSQL stores it: messages.'),
  category: categoryOfSystem,
  key: key.describe('How the rows of a person are found.'),
  second: key
    .optional()
    .describe(
      'Another column, with which an erasure is checked. Without one the first is used again.',
    ),
  restricted: nameOf(
    'Column of type boolean that is true while processing is restricted: your code does not use such rows (GDPR Art. 18). Absent: state `restrict` in `cannot`.',
  ).optional(),
});

/** Rows that are found through others are erased before them: afterwards no one knows whose they were. */
function throughLaterTables(tables: readonly z.output<typeof table>[]): number | undefined {
  const at = tables.findIndex(({ key: first, second }, index) =>
    [...(first.through ?? []), ...(second?.through ?? [])].some((step) =>
      tables
        .slice(0, index)
        .some((earlier) => earlier.schema === step.schema && earlier.table === step.table),
    ),
  );
  return at < 0 ? undefined : at;
}

/** Tables of PostgreSQL; those with vectors of pgvector are tables as well. */
export const postgresqlSettings = z.strictObject({
  kind: z.literal('postgresql').describe('Tables of PostgreSQL, with pgvector or without.'),
  ...databaseSecret,
  tables: z
    .array(table)
    .min(1)
    .max(50)
    .superRefine((tables, context) => {
      const at = throughLaterTables(tables);
      if (at === undefined) return;
      context.addIssue({
        code: 'custom',
        path: [at, 'table'],
        message:
          'is found through a table above it, whose rows are erased first: move it above that table',
      });
    })
    .describe(
      'The tables, and how people are found in them. Rows are erased in this order: first tables that refer to others, then those that they refer to.',
    ),
});
export type PostgresqlSettings = z.output<typeof postgresqlSettings>;
export type PostgresqlTable = PostgresqlSettings['tables'][number];
export type PostgresqlKey = PostgresqlTable['key'];
