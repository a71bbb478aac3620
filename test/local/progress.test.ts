import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Progress } from '../../local/progress.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A step of three and a half seconds with two named parts. */
async function written(isTTY: boolean): Promise<string[]> {
  const lines: string[] = [];
  const progress = new Progress({ isTTY, write: (text) => lines.push(text) });
  const done = progress.step(
    'templates',
    async (doing) => {
      doing('loading');
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      doing('writing');
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    },
    () => 'made',
  );
  await vi.runAllTimersAsync();
  await done;
  return lines;
}

test('a terminal shows the current step every second, in one line', async () => {
  const lines = await written(true);

  expect(lines).toEqual(
    [
      '  0.0 s  templates: loading ...',
      '  1.0 s  templates: loading ...',
      '  1.5 s  templates: writing ...',
      '  2.0 s  templates: writing ...',
      '  3.0 s  templates: writing ...',
      '',
      '  3.5 s  templates: made\n',
    ].map((line) => `\r\u001B[2K${line}`),
  );
});

test('a file or pipe gets one line for each step, without control characters', async () => {
  expect(await written(false)).toEqual(['  3.5 s  templates: made\n']);
});

test('a failed step erases its line before the message that follows', async () => {
  const lines: string[] = [];
  const progress = new Progress({ isTTY: true, write: (text) => lines.push(text) });
  const failing = progress.step('database', () => Promise.reject(new Error('no')));

  await expect(failing).rejects.toThrow('no');
  expect(lines).toEqual(['\r\u001B[2K']);
});

test('nothing is printed once it has ended', () => {
  const lines: string[] = [];
  const progress = new Progress({ write: (text) => lines.push(text) });

  progress.say('a schedule failed');
  progress.end();
  progress.say('another failed');

  expect(lines).toEqual(['a schedule failed\n']);
});
