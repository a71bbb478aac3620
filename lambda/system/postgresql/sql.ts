/** Lexical structure of PostgreSQL: https://www.postgresql.org/docs/current/sql-syntax-lexical.html */

export interface TableName {
  readonly schema: string;
  readonly table: string;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const literal = (text: string): string =>
  // Backslashes are escapes in E'…' alone, whatever `standard_conforming_strings` is.
  `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

export const tableSql = ({ schema, table }: TableName): string =>
  `${quoted(schema)}.${quoted(table)}`;

/** Where a JSON pointer (RFC 6901) leads in an SQL value: `->>` of one step is what people index. */
export function textAtSql(value: string, steps: readonly string[]): string {
  const [only] = steps;
  return steps.length === 1 && only !== undefined
    ? `(${value} ->> ${literal(only)})`
    : `(${value} #>> ${arraySql(steps)})`;
}

export const arraySql = (texts: readonly string[]): string =>
  `ARRAY[${texts.map(literal).join(', ')}]::text[]`;
