import { readFileSync } from 'node:fs';
import { format } from 'oxfmt';
import type { FormatConfig } from 'oxfmt';

const { printWidth, singleQuote } = JSON.parse(
  readFileSync('.oxfmtrc.json', 'utf8'),
) as FormatConfig;

/** A text as `npm run format` would write it to that file. */
export async function formatted(file: string, text: string): Promise<string> {
  const { code, errors } = await format(file, text, { printWidth, singleQuote });
  if (errors.length > 0) throw new Error(`${file} cannot be formatted: ${errors[0]?.message}`);
  return code;
}
