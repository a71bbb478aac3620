import { StringDecoder } from 'node:string_decoder';

/** Splits what a stream delivers into lines; the rest is a line of its own when it is long. */
export function eachLine(take: (line: string) => void): (chunk: Buffer) => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (chunk) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) lines.push(rest);
    if (rest.length > longestLine) rest = '';
    for (const line of lines) take(line);
  };
}

// Amazon CloudWatch Logs: the size of a log event.
const longestLine = 1024 * 1024;
