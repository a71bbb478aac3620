import { expect, test } from 'vitest';
import type { Task } from '../../lambda/request/model/task.ts';
import { examplePolicy } from '../support/example-policy.ts';

/** Amazon DynamoDB: an item has at most 400 KB. */
const maximumBytes = 400 * 1024;

test('a row with twenty systems and twenty-eight recipients leaves a third of its room, whatever they answer', () => {
  const at = '2026-11-24T10:00:00.000Z';
  const counts = Object.fromEntries(
    Object.keys(examplePolicy.categories).map((category) => [category, 1_000_000]),
  );
  const selectors = ['user-id', 'email', 'phone', 'device-id'];
  const answer = { at, counts, selectors };
  const steps = [1, 2, 3].flatMap((round) =>
    ['erase', 'erase-second', 'find-first', 'find-second'].map((label) => `${label}-${round}.1`),
  );
  const task: Task = {
    ...{ target: 'system', action: 'erase', state: 'waiting-for-staff', attempt: 9, answerBy: at },
    ...{ taskId: '0b0f5a0e-6f0c-4b0e-9a52-6d0b2c5b8f11', startedAt: at, progressAt: at },
    ...{ error: 'found-again', found: counts, done: counts, left: counts, foundAgain: counts },
    ...{ selectors, reopened: 9, categories: Object.keys(counts), onHold: Object.keys(counts) },
    control: { before: 1_000_000, after: 1_000_000, remembered: new Uint8Array(512) },
    answers: Object.fromEntries(steps.map((step) => [step, answer])),
  };
  // It is asked once, and searched by no one.
  const unsearched = {
    found: undefined,
    left: undefined,
    foundAgain: undefined,
    control: undefined,
  };
  const answers = { 'erase.1': answer };
  const notice: Task = { ...task, ...unsearched, target: 'recipient', onHold: undefined, answers };
  const tasks: Record<string, Task> = {};
  for (let n = 0; n < 48; n += 1) {
    const id = `${n}`.padEnd(32, 'x');
    tasks[n < 20 ? `system:${id}` : `recipient:${id}`] = n < 20 ? task : notice;
  }

  // DynamoDB counts names and values; JSON has quotation marks as well, and bytes as text.
  const bytes = Buffer.byteLength(JSON.stringify(tasks));

  expect(bytes).toBeLessThan((maximumBytes * 2) / 3);
});
