import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { replayWindow, verifyWebhook } from '../../client/index.ts';
import type { WebhookRequest } from '../../client/index.ts';
import { signRequest } from '../../lambda/platform/webhook/sign-request.ts';
import { signers } from '../../lambda/platform/keyring/keyring.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-'));
const keyring = new FileKeyring(() => join(folder, 'keys.json'));
afterAll(() => rmSync(folder, { recursive: true }));

const jwks = async () => ({
  keys: await Promise.all(signers.map((signer) => keyring.publicKey(signer))),
});
const now = Math.floor(Date.now() / 1_000);
const url = 'https://crm.example.com/privacy?tenant=7';
const body = Buffer.from('{"delivery":"d-1","action":"find"}');

async function signed(more: Partial<WebhookRequest> = {}): Promise<WebhookRequest> {
  const headers = await signRequest(
    { keyring, now: milliseconds(now * 1_000) },
    { method: 'POST', url, contentType: 'application/json', body, delivery: 'd-1' },
  );
  return { method: 'POST', url, headers, body, ...more };
}
const verified = async (request: WebhookRequest, at = now) =>
  verifyWebhook(request, await jwks(), { now: at, remember: replayWindow() });
const reasonOf = async (request: WebhookRequest, at = now) => {
  const outcome = await verified(request, at);
  return outcome.kind === 'rejected' ? outcome.reason : outcome.kind;
};
const without = (request: WebhookRequest, ...names: string[]): WebhookRequest => ({
  ...request,
  headers: Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !names.includes(name)),
  ) as Record<string, string>,
});
const withHeader = (request: WebhookRequest, name: string, value: string | readonly string[]) => ({
  ...request,
  headers: { ...(request.headers as Record<string, string>), [name]: value },
});

test('a call of Custos is verified and parsed, with headers of either form', async () => {
  const request = await signed();
  const asHeaders = { ...request, headers: new Headers(request.headers as Record<string, string>) };
  const expected = {
    kind: 'verified',
    delivery: 'd-1',
    message: { delivery: 'd-1', action: 'find' },
  };

  expect(await verified(request)).toEqual(expected);
  expect(await verified(asHeaders)).toEqual(expected);
});

describe('a call is rejected', () => {
  test('that was altered: method, address, type, delivery, body', async () => {
    const request = await signed();

    expect(await reasonOf({ ...request, method: 'PUT' })).toBe('signature-invalid');
    expect(await reasonOf({ ...request, url: 'https://crm.example.com/privacy?tenant=8' })).toBe(
      'signature-invalid',
    );
    expect(await reasonOf(withHeader(request, 'content-type', 'text/plain'))).toBe(
      'signature-invalid',
    );
    expect(await reasonOf(withHeader(request, 'custos-delivery', 'd-2'))).toBe('signature-invalid');
    expect(await reasonOf({ ...request, body: Buffer.from('{"delivery":"d-2"}') })).toBe(
      'digest-mismatch',
    );
    const digest = 'sha-256=:LrR9dkbBUR7T1oTnD/dsSUQdQ3W3DVCMbXtgZUTGl6s=:';
    expect(await reasonOf(withHeader(request, 'content-digest', digest))).toBe('digest-mismatch');
  });

  test('that leaves something out, or has it twice', async () => {
    const request = await signed();
    const input = (request.headers as Record<string, string>)['signature-input'] ?? '';

    expect(await reasonOf(without(request, 'signature'))).toBe('signature-missing');
    expect(await reasonOf(without(request, 'signature-input'))).toBe('signature-missing');
    expect(await reasonOf(without(request, 'custos-delivery'))).toBe('components-missing');
    expect(await reasonOf(without(request, 'content-digest'))).toBe('components-missing');
    expect(await reasonOf(withHeader(request, 'custos-delivery', ['d-1', 'd-2']))).toBe(
      'components-missing',
    );
    for (const altered of [
      input.replace(' "content-digest"', ''),
      input.replace('"@target-uri" ', ''),
      input.replace('ed25519', 'hmac-sha256'),
      input.replace('custos-webhook', 'another-use'),
      input.replace(/;expires=\d+/, ''),
      input.replace(/;nonce="[^"]+"/, ''),
      '',
      `${input}, ${input}`,
    ]) {
      expect(await reasonOf(withHeader(request, 'signature-input', altered)), altered).toBe(
        'signature-malformed',
      );
    }
  });

  test('whose times are not now, or were moved', async () => {
    const request = await signed();
    const input = (request.headers as Record<string, string>)['signature-input'] ?? '';
    const later = input.replace(/expires=\d+/, `expires=${now + 500}`);
    const forever = input.replace(/expires=\d+/, `expires=${now + 86_400}`);

    expect(await reasonOf(request, now + 330)).toBe('verified');
    expect(await reasonOf(request, now + 331)).toBe('expired');
    expect(await reasonOf(request, now - 31)).toBe('expired');
    expect(await reasonOf(withHeader(request, 'signature-input', later))).toBe('signature-invalid');
    expect(await reasonOf(withHeader(request, 'signature-input', forever))).toBe('expired');
  });

  test('that another key signed, or the key of another use', async () => {
    const request = await signed();
    const { keys } = await jwks();
    const keyid = (await keyring.publicKey('webhooks')).kid;
    const others = { keys: keys.filter(({ kid }) => kid !== keyid) };
    const swapped = { keys: others.keys.map((key) => ({ ...key, kid: keyid })) };

    expect(await verifyWebhook(request, others, { now })).toEqual({
      kind: 'rejected',
      reason: 'key-unknown',
    });
    expect(await verifyWebhook(request, swapped, { now })).toEqual({
      kind: 'rejected',
      reason: 'signature-invalid',
    });
  });

  test('that comes a second time, as long as its signature is valid', async () => {
    let clock = now;
    const remember = replayWindow(() => clock);
    const request = await signed();
    const forged = withHeader(request, 'custos-delivery', 'd-2');
    const again = async () => verifyWebhook(request, await jwks(), { now: clock, remember });

    // A copy that was altered does not use up the nonce.
    await verifyWebhook(forged, await jwks(), { now, remember });
    expect(await again()).toMatchObject({ kind: 'verified' });
    expect(await again()).toEqual({ kind: 'rejected', reason: 'replayed' });
    clock = now + 330;
    expect(await again()).toEqual({ kind: 'rejected', reason: 'replayed' });
    clock = now + 331;
    expect(await again()).toEqual({ kind: 'rejected', reason: 'expired' });
    expect(remember('another', clock + 1)).toBe(true);
    expect(await verifyWebhook(await signed(), await jwks(), { now, remember })).toMatchObject({
      kind: 'verified',
    });
  });
});
