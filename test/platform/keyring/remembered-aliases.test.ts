import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rememberAliases } from '../../../lambda/platform/keyring/remembered-aliases.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';

/** A keyring whose HMACs are counted, and a clock. */
function counted(seconds: number) {
  const file = join(tmpdir(), `custos-${randomUUID()}.json`);
  const inner = new FileKeyring(() => file);
  const uses: string[] = [];
  const hmac = inner.hmac.bind(inner);
  Object.assign(inner, {
    hmac: (...given: Parameters<typeof hmac>) => {
      uses.push(given[0]);
      return hmac(...given);
    },
  });
  let now = 1_000_000;
  const clock = () => milliseconds(now);
  const pass = (more: number) => {
    now += more;
  };
  return { inner, uses, pass, keyring: rememberAliases(inner, { seconds, clock }) };
}

test('the HMAC of an identifier is made once within the time', async () => {
  const { inner, keyring, uses, pass } = counted(300);
  const parts = ['email', Buffer.from(''), Buffer.from('ada@example.org')];

  const first = await keyring.hmac('alias/v1', parts);
  pass(299_999);
  const second = await keyring.hmac('alias/v1', parts);

  expect(uses).toEqual(['alias/v1']);
  expect(second).toEqual(first);
  expect(first).toEqual(await inner.hmac('alias/v1', parts));
});

test('after the time it is made again', async () => {
  const { keyring, uses, pass } = counted(300);
  await keyring.hmac('alias/v1', ['email', 'ada@example.org']);
  pass(300_001);
  await keyring.hmac('alias/v1', ['email', 'ada@example.org']);

  expect(uses).toHaveLength(2);
});

test('different identifiers, however they are cut into parts, have different ones', async () => {
  const { keyring, uses } = counted(300);

  const macs = await Promise.all(
    [
      ['email', 'ab'],
      ['emaila', 'b'],
      ['email', 'a', 'b'],
    ].map((parts) => keyring.hmac('alias/v1', parts)),
  );

  expect(uses).toHaveLength(3);
  expect(new Set(macs.map((mac) => Buffer.from(mac).toString('hex'))).size).toBe(3);
});

test('nothing else is remembered: keys of calls are secrets', async () => {
  const { keyring, uses } = counted(300);
  await keyring.hmac('idempotency-key/v1', ['a']);
  await keyring.hmac('idempotency-key/v1', ['a']);

  expect(uses).toHaveLength(2);
});

test('with no time nothing is remembered', () => {
  const { keyring, inner } = counted(0);

  expect(keyring).toBe(inner);
});
