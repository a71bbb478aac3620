import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '../../../lambda/platform/dynamo/errors.ts';
import { correlated, openLog } from '../../../lambda/platform/log/log.ts';
import type { Log } from '../../../lambda/platform/log/log.ts';
import { messages } from '../../../lambda/platform/log/messages.ts';

function record(write: (log: Log) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(openLog({ function: 'thing-api', stage: 'test' }, (line) => void lines.push(line)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a log line', () => {
  test('has a code of the catalogue, its message and its origin', () => {
    const [line] = record((log) => log.info('STARTED', { route: 'getThing', count: 2 }));

    expect(line).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
      level: 'INFO',
      code: 'STARTED',
      message: messages.STARTED,
      function: 'thing-api',
      stage: 'test',
      route: 'getThing',
      count: 2,
    });
  });

  test('has the correlation id of the call in which it is written', async () => {
    const lines: string[] = [];
    const log = openLog({ function: 'f', stage: 's' }, (line) => void lines.push(line));
    const work = (id: string) =>
      correlated(id, async () => {
        await Promise.resolve();
        log.info('COMPLETED');
      });

    await Promise.all([work('one'), work('two')]);
    log.info('STARTED');

    const ids = lines.map((line) => (JSON.parse(line) as { requestId?: string }).requestId);
    expect(ids).toEqual(['one', 'two', undefined]);
  });

  test('drops fields that are not on the list', () => {
    const foreign = { route: 'getThing', email: 'ada@example.com', body: { name: 'Ada' } };

    const [line] = record((log) => log.info('STARTED', foreign));

    expect(line).toMatchObject({ route: 'getThing' });
    expect(JSON.stringify(line)).not.toMatch(/ada/i);
  });

  test.each([
    'ada@example.com',
    '+49 151 1234567',
    'Ada Lovelace',
    'ada\nlovelace',
    '"quoted"',
    'x'.repeat(201),
    { nested: 'ada' },
    null,
  ])('omits a value that is not an id, enum value or count: %j', (value) => {
    const [line] = record((log) => log.info('STARTED', { reason: value as string }));

    expect(line).toMatchObject({ reason: 'withheld' });
  });

  test('is one line, whatever it holds', () => {
    const lines: string[] = [];
    const log = openLog({ function: 'f', stage: 's' }, (line) => void lines.push(line));

    log.error('FAILED', new Error('one\ntwo'), { reason: 'a\nb' });

    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
  });
});

describe('an error in the log', () => {
  test('has name, code and causes', () => {
    const socket = Object.assign(new Error('connect to 10.0.0.1'), { code: 'ECONNREFUSED' });
    const error = StoreUnavailableError.from(Object.assign(new TypeError('x', { cause: socket })));

    const [line] = record((log) => log.error('FAILED', error));

    expect(line).toMatchObject({
      level: 'ERROR',
      errorName: 'StoreUnavailableError',
      errorCauses: ['TypeError', 'Error:ECONNREFUSED'],
    });
  });

  test('has where it was thrown, and never its message', () => {
    const error = new RangeError('ada@example.com');

    const [line] = record((log) => log.error('FAILED', error));

    const stack = line?.['stack'] as string[];
    expect(stack[0]).toMatch(/log\.test\.ts:\d+:\d+$/);
    expect(JSON.stringify(line)).not.toMatch(/ada@?example/);
  });

  test.each([
    'first line\n    at ada.lovelace (secret-file.ts:1:2)\nlast line',
    '    at ada.lovelace (secret-file.ts:1:2)',
    '\n    at ada.lovelace (secret-file.ts:1:2)\n',
  ])('is not deceived by a message that looks like a frame: %j', (message) => {
    const [line] = record((log) => log.error('FAILED', new Error(message)));

    expect((line?.['stack'] as string[] | undefined)?.length).toBeGreaterThan(0);
    expect(JSON.stringify(line)).not.toMatch(/ada\.lovelace\||secret-file/);
  });

  test('has no frames if the message changed after the throw', () => {
    const error = new Error('ada\n    at ada.lovelace (secret-file.ts:1:2)');
    expect(error.stack).toContain('ada');
    error.message = 'another';

    const [line] = record((log) => log.error('FAILED', error));

    expect(line).toMatchObject({ stack: [] });
  });

  test.each(['ada@example.com', undefined, { name: 'Ada Lovelace' }])(
    'need not be one: %j',
    (thrown) => {
      const [line] = record((log) => log.error('FAILED', thrown));

      expect(line).toMatchObject({ errorName: typeof thrown });
      expect(JSON.stringify(line)).not.toMatch(/ada/i);
    },
  );

  test('omits an invalid name and code', () => {
    const error = Object.assign(new Error(''), { name: 'Ada Lovelace', code: 'ada@example.com' });

    const [line] = record((log) => log.error('FAILED', error));

    expect(line).toMatchObject({ errorName: 'withheld', errorCode: 'withheld' });
  });
});
