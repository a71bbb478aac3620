import type * as production from '#events';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { CustosEvent } from '../../../lambda/event/event.ts';
import type { Events, Published } from '../../../lambda/event/events.ts';

const lineEnd = 0x0a;

/** Events as lines of a file that the embedded runtime delivers from. */
export class LocalEvents implements Events {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  async publish(events: readonly CustosEvent[]): Promise<Published> {
    if (events.length === 0) return { kind: 'published' };
    const lines = events.map((event) => `${JSON.stringify(event)}\n`).join('');
    try {
      const file = await open(this.#path, 'a+', 0o600);
      try {
        // One write: other environments of the function append to the same file.
        await file.appendFile((await endsInside(file)) ? `\n${lines}` : lines);
      } finally {
        await file.close();
      }
      return { kind: 'published' };
    } catch (cause) {
      return { kind: 'interrupted', from: 0, cause };
    }
  }
}

/** What `#events` resolves to in the embedded runtime. */
export const openEvents: typeof production.openEvents = (path) => new LocalEvents(path);

/** Whether a killed process left an incomplete line, to which the next one must not be appended. */
async function endsInside(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== lineEnd;
}
