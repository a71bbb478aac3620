import * as z from 'zod';
import { categoryOfSystem, databaseSecret, identifier, nameOf } from './fields.ts';

const key = z.strictObject({ identifier, column: nameOf('Column with the identifier: user_id.') });

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
    'Column of type boolean that is true while processing is restricted: your code does not use such rows (GDPR Art. 18). Absent: `restrict` stands in `cannot`.',
  ).optional(),
});

/** Tables of PostgreSQL; those with vectors of pgvector are tables as well. */
export const postgresqlSettings = z.strictObject({
  kind: z.literal('postgresql').describe('Tables of PostgreSQL, with pgvector or without.'),
  ...databaseSecret,
  tables: z.array(table).min(1).max(50).describe('The tables, and how people are found in them.'),
});
export type PostgresqlSettings = z.output<typeof postgresqlSettings>;
