import { closeSync, createWriteStream, fstatSync, mkdirSync, openSync, readSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import type { AuditRecord } from './record.ts';

const dayMilliseconds = 86_400_000;
const fileOfDay = /^(\d{4}-\d{2}-\d{2})\.jsonl$/;

/** Records of calls, one JSON object a line, in one file for each day in UTC. */
export class AuditFile {
  readonly #directory: string;
  readonly #retentionDays: number;
  #day = '';
  #file: WriteStream | undefined;

  /** @param retentionDays age in days at which a file is deleted */
  constructor(directory: string, retentionDays: number) {
    this.#directory = directory;
    this.#retentionDays = retentionDays;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  write(record: AuditRecord): void {
    const day = record.eventTime.slice(0, 10);
    // Calls end in another order than they began: one of yesterday goes into the file of today.
    if (day > this.#day) this.#begin(day);
    this.#file?.write(`${JSON.stringify(record)}\n`);
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) return;
    file.end();
    await once(file, 'close');
  }

  #begin(day: string): void {
    this.#file?.end();
    this.#day = day;
    const path = join(this.#directory, `${day}.jsonl`);
    const isTorn = endsWithinALine(path);
    this.#file = createWriteStream(path, { flags: 'a', mode: 0o600 });
    if (isTorn) this.#file.write('\n');
    // A full disk stops the record, not the runtime.
    this.#file.on('error', () => undefined);
    void this.#deleteOld(day).catch(() => undefined);
  }

  async #deleteOld(today: string): Promise<void> {
    const oldest = Date.parse(today) - this.#retentionDays * dayMilliseconds;
    for (const name of await readdir(this.#directory)) {
      const [, day] = fileOfDay.exec(name) ?? [];
      if (day !== undefined && Date.parse(day) <= oldest) {
        await rm(join(this.#directory, name), { force: true });
      }
    }
  }
}

/** Whether a process was killed while it wrote the last record. */
function endsWithinALine(path: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return false;
  }
  try {
    const { size } = fstatSync(descriptor);
    const last = Buffer.alloc(1);
    return size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== lineEnd;
  } finally {
    closeSync(descriptor);
  }
}

const lineEnd = 0x0a;
