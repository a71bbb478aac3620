import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import { noblePae } from '../envelope/noble.ts';

test('the HMAC is over PAE([purpose, ...parts]), so that another program can repeat it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'custos-'));
  const path = join(directory, 'keys.json');

  const mac = await new FileKeyring(() => path).hmac('alias/v1', ['email', '', 'ada@example.com']);

  const { hmac } = JSON.parse(await readFile(path, 'utf8')) as { hmac: string };
  const expected = createHmac('sha256', Buffer.from(hmac, 'base64url'))
    .update(noblePae(['alias/v1', 'email', '', 'ada@example.com']))
    .digest();
  expect(Buffer.from(mac)).toEqual(expected);
  await rm(directory, { recursive: true });
});
