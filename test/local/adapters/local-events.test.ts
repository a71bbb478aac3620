import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { CustosEvent } from '../../../lambda/event/event.ts';
import { LocalEvents } from '../../../local/adapters/events/local-events.ts';
import { eventsContract } from '../../events/contract.ts';
import { ada, consentEvent } from '../../events/example.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-events-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const newPath = () => join(folder, `events-${(files += 1)}.jsonl`);
const linesOf = (path: string): CustosEvent[] =>
  statSync(path, { throwIfNoEntry: false }) === undefined
    ? []
    : readFileSync(path, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as CustosEvent);

describe('the file keeps the contract of events', () => {
  eventsContract(() => {
    const path = newPath();
    return {
      events: new LocalEvents(path),
      arrived: () => linesOf(path),
      cut: () => {
        mkdirSync(path);
      },
    };
  });
});

test('the file is readable by its owner only', async () => {
  const path = newPath();
  await new LocalEvents(path).publish([consentEvent(ada, 1)]);

  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('several environments of the function append complete lines to one file', async () => {
  const path = newPath();
  const writers = Array.from({ length: 4 }, () => new LocalEvents(path));

  await Promise.all(
    writers.flatMap((writer, part) =>
      [0, 1, 2, 3, 4].map((turn) => writer.publish([consentEvent(ada, part * 5 + turn + 1)])),
    ),
  );

  const sequences = linesOf(path).map(({ sequence }) => Number(sequence));
  expect(sequences.sort((one, other) => one - other)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});
