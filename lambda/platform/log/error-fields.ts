import type { LogFields } from './messages.ts';

// Codes of Node.js and its HTTP client. Any other code may contain anything.
const code = /^(E[A-Z]{2,20}|(UND_)?ERR_[A-Z_]{2,60})$/;
const frame = /^ {4}at [\w.$<>[\] ]*\(?[\w.:/\\@-]+:\d+:\d+\)?$/;
const maximumFrames = 12;

/** Name, code, names of the causes and frames of an error; no free text. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const errorCode = codeOf(error);
  const causes = causesOf(error);
  return {
    errorName: error.name,
    ...(errorCode !== undefined && { errorCode }),
    ...(causes.length > 0 && { errorCauses: causes }),
    stack: framesOf(error),
  };
}

function codeOf(error: Error): string | undefined {
  if (!('code' in error) || typeof error.code !== 'string') return undefined;
  return code.test(error.code) ? error.code : 'withheld';
}

function causesOf(error: Error): string[] {
  const names: string[] = [];
  for (let cause = error.cause; cause instanceof Error && names.length < 5; cause = cause.cause) {
    names.push([cause.name, codeOf(cause)].filter(Boolean).join(':'));
  }
  return names;
}

// The message precedes the frames and may itself look like one.
function framesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  const start = error.message === '' ? 0 : stack.indexOf(error.message);
  if (start < 0) return [];
  return stack
    .slice(start + error.message.length)
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, maximumFrames)
    .map(compact);
}

// ` at async Class.method (file:1:2)` -> `Class.method|file:1:2`: one word, as the log requires.
const compact = (line: string): string =>
  line
    .replace(/^ {4}at (async )?/, '')
    .replace(' (', '|')
    .replace(/ |\)$/g, '')
    .replaceAll(/[@[\]\\]/g, '');
