import { open, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { LocalFunction } from './functions.ts';
import type { Invoke } from './invocation.ts';

export interface MailEventFiles {
  /** Events of messages, one a line, as `OutboxMail` writes them. */
  readonly events: string;
  /** How many bytes of them were delivered. */
  readonly read: string;
}

/** The function that the rule of SES calls in AWS. */
const receiver = 'mail-events';
const pollMilliseconds = 500;
const largestPiece = 256 * 1024;

/** Calls the function for each event, in order, at least once; one that fails is tried again. */
export function deliverMailEvents(
  files: MailEventFiles,
  given: {
    readonly functions: readonly Pick<LocalFunction, 'name'>[];
    readonly invoke: Invoke;
    readonly say: (line: string) => void;
  },
): { readonly stop: () => Promise<void> } {
  const abort = new AbortController();
  const { functions, invoke, say } = given;
  if (!functions.some(({ name }) => name === receiver)) return { stop: () => Promise.resolve() };
  let reported = false;

  async function round(): Promise<void> {
    const from = Number(await textOf(files.read)) || 0;
    const { lines, next } = await linesFrom(files.events, from);
    let done = from;
    for (const line of lines) {
      if (abort.signal.aborted) break;
      const invocation = line.trim() === '' ? undefined : await invoke(receiver, line);
      if (invocation?.kind === 'failed') {
        if (!reported) say(`events of mail: ${invocation.error.errorType}, trying again`);
        reported = true;
        break;
      }
      reported = false;
      done += Buffer.byteLength(line) + 1;
    }
    const end = lines.length === 0 ? next : done;
    if (end !== from) await writeFile(files.read, String(end), { mode: 0o600 });
  }

  const loop = (async () => {
    while (!abort.signal.aborted) {
      await round().catch(() => say('events of mail: their file cannot be read'));
      await delay(pollMilliseconds, undefined, { signal: abort.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      abort.abort();
      await loop;
    },
  };
}

/** Whole lines only: one that is being written is read in the next round. */
async function linesFrom(
  path: string,
  offset: number,
): Promise<{ readonly lines: readonly string[]; readonly next: number }> {
  const file = await open(path, 'r').catch(absentIsNothing);
  if (file === undefined) return { lines: [], next: offset };
  try {
    const { bytesRead, buffer } = await file.read(
      Buffer.alloc(largestPiece),
      0,
      largestPiece,
      offset,
    );
    const end = buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1;
    const lines = buffer.toString('utf8', 0, end).split('\n').slice(0, -1);
    return { lines, next: offset + end };
  } finally {
    await file.close();
  }
}

const textOf = async (path: string): Promise<string> =>
  (await readFile(path, 'utf8').catch(absentIsNothing)) ?? '';

function absentIsNothing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
