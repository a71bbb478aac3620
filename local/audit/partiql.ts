const redacted = '***(Redacted)';

/** The table that a statement names, with its index if it has one. */
export const tableOfStatement = (statement: string): string | undefined =>
  /\b(?:from|into|update)\s+(?:"([^"]+)"|([\w.-]+))/i.exec(statement)?.slice(1).find(Boolean);

const value = String.raw`\?|'(?:[^']|'')*'|(?<![\w".-])-?\d[\w.+-]*|\b(?:true|false|null)\b|<<[^>]*>>`;
const comparison = new RegExp(
  String.raw`(?:("|'|)([\w.-]+)\1(\s*(?:=|<>|!=|<=|>=|<|>|:)\s*))?(${value})`,
  'gi',
);

/**
 * A statement as CloudTrail writes it: values of keys in clear, every other value redacted, and all
 * values of an INSERT (Amazon DynamoDB Developer Guide, log file entries: ExecuteStatement and
 * BatchExecuteStatement). How CloudTrail writes parameters is not documented; here each `?` is
 * replaced by its value, or redacted in the same way.
 *
 * @param keys names of the key attributes of the table
 * @param parameters values for `?`, in order
 */
export function redactStatement(
  statement: string,
  keys: readonly string[],
  parameters: readonly unknown[],
): string {
  const isInsert = /^\s*insert\b/i.test(statement);
  let next = 0;
  const rewrite = (text: string): string =>
    text.replace(
      comparison,
      (found: string, quote?: string, name?: string, operator?: string, literal?: string) => {
        const parameter = literal === '?' ? parameters[next++] : undefined;
        const before = name === undefined ? '' : `${quote}${name}${quote}${operator}`;
        if (isInsert || name === undefined || !keys.includes(name)) return `${before}${redacted}`;
        if (literal !== '?') return found;
        const text = keyText(parameter);
        return `${before}${text === undefined ? redacted : `'${text.replaceAll("'", "''")}'`}`;
      },
    );
  // Names of tables and indexes are no values, whatever characters they have.
  const [, head = '', rest = statement] =
    /^(\s*(?:select\b[^]*?\bfrom|insert\s+into|update|delete\s+from)\s+(?:"[^"]+"|[\w-]+)(?:\."[^"]+"|\.[\w-]+)?)([^]*)$/i.exec(
      statement,
    ) ?? [];
  return head + rewrite(rest);
}

/** Keys of Custos are texts. */
function keyText(parameter: unknown): string | undefined {
  if (typeof parameter !== 'object' || parameter === null || !('S' in parameter)) return undefined;
  return typeof parameter.S === 'string' ? parameter.S : undefined;
}
