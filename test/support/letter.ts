import { readFile } from 'node:fs/promises';
import PostalMime from 'postal-mime';

/** A message of the outbox: its headers as they are, its text decoded by another program. */
export async function letterIn(path: string): Promise<string> {
  const bytes = await readFile(path);
  const [headers = ''] = bytes.toString().split('\r\n\r\n');
  const { text = '' } = await PostalMime.parse(bytes);
  return `${headers}\r\n\r\n${text}`;
}
