import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const json = (input: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['bin/custos.mjs', 'json', ...args],
    { input, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};
const receipt = `ey${'J'.repeat(2_000)}`;
const response = JSON.stringify({ consent: { state: 'given' }, items: [1], receipt });

test('a response is indented, and what is long is shortened', () => {
  expect(json(response)).toEqual({
    status: 0,
    stdout: `{
  "consent": {
    "state": "given"
  },
  "items": [
    1
  ],
  "receipt": "ey${'J'.repeat(38)}... (2002 characters)"
}
`,
    stderr: '',
  });
});

test('--full shortens nothing', () => {
  expect(JSON.parse(json(response, '--full').stdout)).toEqual(JSON.parse(response));
});

test('a member is printed alone: a text as it is, so that a shell can take it', () => {
  expect(json(response, 'receipt').stdout).toBe(`${receipt}\n`);
  expect(json(response, 'consent.state').stdout).toBe('given\n');
  expect(json(response, 'items').stdout).toBe('[\n  1\n]\n');
});

test('a member that is not there is an error, with the response', () => {
  const { status, stdout, stderr } = json('{"title":"no"}', 'constructor.name');

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toBe('{\n  "title": "no"\n}\nerror: there is no member constructor.name\n');
});

test('what is not JSON is printed as it is, with an error; nothing is nothing', () => {
  expect(json('Bad gateway')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'Bad gateway\nerror: this is not JSON\n',
  });
  expect(json('')).toEqual({ status: 0, stdout: '', stderr: '' });
});

test('a reader that closes the pipe early is no fault', () => {
  const input = JSON.stringify({ text: 'x'.repeat(4_000_000) });
  const pipe = 'set -o pipefail; "$0" bin/custos.mjs json --full | head -c 1';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', pipe, process.execPath], {
    input,
    encoding: 'utf8',
  });

  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '{', stderr: '' });
});
