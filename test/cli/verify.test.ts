import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canonicalJson, sha256Hex } from '../../lambda/value/canonical.ts';
import { close, listen } from '../../local/ports.ts';
import { run } from '../adoption/operator.ts';

const directory = mkdtempSync(join(tmpdir(), 'custos-verify-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const file = (name: string, content: unknown): string => {
  const path = join(directory, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const custos = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, ['bin/custos.mjs', ...args], { input, encoding: 'utf8' });

const manifest = { certId: 'c1', erased: { 'prompt-text': 3 }, withheld: [] };
const certificate = {
  iss: 'https://www.example.com',
  iat: 1_795_891_938,
  certId: 'c1',
  requestId: 'r1',
  controller: { name: 'Acme AI GmbH', contact: 'privacy@example.com' },
  revokedAt: '2026-11-28T18:52:06.355Z',
  lastPossibleUse: '2026-11-28T18:57:06.355Z',
  pitrDays: 7,
  keysDestroyed: 3,
  residual: 0,
  withheld: { 'legal-claims': 2 },
  notCovered: ['copies that the person made before'],
  manifestSha256: sha256Hex(canonicalJson(manifest)),
};
const receipt = {
  receipt_id: 'urn:custos:consent-receipt:e1',
  event_time: '2026-11-28T18:52:01.535Z',
  event_state: 'withdrawn',
  purpose: 'improvement',
  party_name: 'Acme AI \u001B[31mGmbH',
};

const observed = {
  ...{ iss: certificate.iss, iat: certificate.iat, certId: 'c2', requestId: 'r1' },
  ...{ controller: certificate.controller, status: 'FINAL', keysDestroyed: 3 },
  verification: {
    ...{
      passId: '019adcf0-0000-7000-8000-000000000001',
      tables: 17,
      rows: 1200,
      files: 3,
      left: 0,
    },
    ...{ startedAt: '2026-12-05T01:00:00.000Z', endedAt: '2026-12-05T01:04:00.000Z' },
  },
  revokedAt: certificate.revokedAt,
  lastPossibleUse: certificate.lastPossibleUse,
  observedAt: '2026-12-06T10:00:00.000Z',
  observedIn: 'aws',
  tables: [
    {
      ...{ table: 'subject-keys', restorableFrom: '2026-11-29T10:00:00.000Z', backups: 0 },
      ...{ exports: 0, stream: 'keys-only', kinesis: 'none', replicas: 0 },
    },
  ],
  notCovered: ['copies that a recipient made before'],
};

const nothingHeld = {
  ...{ iss: certificate.iss, iat: certificate.iat, certId: 'c3', requestId: 'r3' },
  ...{ controller: certificate.controller, status: 'NOTHING-HELD', kind: 'access' },
  lookedUp: 'the e-mail address that was confirmed',
  lookedUpAt: '2026-11-28T18:52:00.000Z',
  notCovered: ['data that is held under another address'],
};

let jwks: string;
let others: string;
let signed: Readonly<
  Record<'certificate' | 'final' | 'foreign' | 'nothing' | 'receipt' | 'token', string>
>;
beforeAll(async () => {
  const [own, other] = await Promise.all([generateKeyPair('EdDSA'), generateKeyPair('EdDSA')]);
  const sign = (typ: string, payload: object) =>
    new CompactSign(Buffer.from(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k1', typ })
      .sign(own.privateKey);
  const keysOf = async ({ publicKey }: typeof own) => ({
    keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'EdDSA', use: 'sig' }],
  });
  jwks = file('jwks.json', await keysOf(own));
  others = file('others.json', await keysOf(other));
  const erased = await sign('erasure-certificate+jwt', certificate);
  const final = (sha256: string) =>
    sign('erasure-final-certificate+jwt', { ...observed, erasedCertificateSha256: sha256 });
  signed = {
    certificate: erased,
    final: await final(sha256Hex(erased)),
    foreign: await final('0'.repeat(64)),
    nothing: await sign('nothing-held-certificate+jwt', nothingHeld),
    receipt: await sign('consent-receipt+jwt', receipt),
    token: await sign('at+jwt', { sub: 'somebody' }),
  };
});

test('a certificate is verified with its manifest, and printed in words', () => {
  const path = file('request.json', { certificate: signed.certificate, manifest });

  const { status, stdout, stderr } = custos(['verify', path, '--jwks', jwks]);

  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`verified: signed with the key k1 of ${jwks}.`);
  expect(stdout).toContain(
    'Acme AI GmbH (privacy@example.com, https://www.example.com) certifies:',
  );
  expect(stdout).toMatch(/keys destroyed +3, the last at 2026-11-28T18:52:06.355Z/);
  expect(stdout).toMatch(/erased +prompt-text 3/);
  expect(stdout).toMatch(/not covered +copies that the person made before/);
  expect(stdout).toContain(
    'The file has no FINAL certificate. It follows when no backup is observed',
  );
});

test('a final certificate is verified with the one that it names, and says what was observed', () => {
  const { certificate: erased, final } = signed;
  const path = file('final.json', { certificate: erased, manifest, finalCertificate: final });

  const { status, stdout, stderr } = custos(['verify', path, '--jwks', jwks]);

  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Certificate of an erasure, verified');
  expect(stdout).toContain('Certificate that an erasure is final, verified');
  expect(stdout).toContain(`with SHA-256 ${sha256Hex(erased)}`);
  expect(stdout).toMatch(/table subject-keys +restorable from 2026-11-29T10:00:00.000Z, backups 0/);
  expect(stdout).toContain('recovery points not observed');
  expect(stdout).toContain('in 17 tables (1200 rows) and 3 names of files');
  expect(stdout).toContain('from 2026-12-05T01:00:00.000Z to 2026-12-05T01:04:00.000Z');
  expect(stdout).toMatch(/not covered +copies that a recipient made before/);
  expect(stdout).not.toContain('has no FINAL certificate');
  expect(custos(['verify', '-', '--jwks', jwks], final).status).toBe(0);
});

test('a final certificate of another erasure is rejected', () => {
  const { certificate: erased, foreign } = signed;
  const path = file('foreign.json', { certificate: erased, manifest, finalCertificate: foreign });

  const { status, stdout, stderr } = custos(['verify', path, '--jwks', jwks]);

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('the final certificate names another certificate of an erasure');
});

test('that nothing is held is verified, and printed with what was looked up', () => {
  const path = file('nothing.json', { kind: 'access', certificate: signed.nothing });

  const { status, stdout, stderr } = custos(['verify', path, '--jwks', jwks]);

  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('Certificate that nothing is held, verified');
  expect(stdout).toMatch(/request +r3 \(access\)/);
  expect(stdout).toMatch(/looked up +the e-mail address that was confirmed, at 2026-11-28T18:52/);
  expect(stdout).toMatch(/not covered +data that is held under another address/);
  expect(stdout).not.toContain('FINAL');
});

test('a receipt is verified too; nothing in it reaches the terminal as a command', () => {
  const ran = custos(['verify', file('receipt.json', { receipt: signed.receipt }), '--jwks', jwks]);

  expect([ran.status, ran.stderr]).toEqual([0, '']);
  expect(ran.stdout).toContain('Acme AI ?[31mGmbH');
  expect(ran.stdout).toMatch(/choice +withdrawn for the purpose improvement/);
});

test('without keys it is printed from standard input as not verified, and does not succeed', () => {
  const { status, stdout } = custos(['verify', '-'], `${signed.certificate}\n`);

  expect(status).toBe(2);
  expect(stdout).toContain('Certificate of an erasure, NOT VERIFIED');
  expect(stdout).not.toContain(', verified');
});

test('keys are read from a URL', async () => {
  const server = createServer((request, response) => {
    response
      .writeHead(request.url === '/v1/jwks.json' ? 200 : 404)
      .end(request.url === '/v1/jwks.json' ? JSON.stringify({ keys: [] }) : '');
  });
  const url = `http://127.0.0.1:${await listen(server, 0)}`;
  const verified = (jwksUrl: string) =>
    run(
      'node',
      ['bin/custos.mjs', 'verify', file('c.jws', signed.certificate), '--jwks', jwksUrl],
      process.cwd(),
    );
  try {
    expect(await verified(`${url}/v1/jwks.json`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('none of the keys'),
    });
    expect(await verified(`${url}/other`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not a readable set of public keys'),
    });
  } finally {
    await close(server, 0);
  }
});

test.each<
  readonly [title: string, file: () => [string, unknown], keys: () => string, text: string]
>([
  ['other keys', () => ['c.jws', signed.certificate], () => others, 'none of the keys'],
  [
    'a change of the content',
    () => ['changed.jws', signed.certificate.replace(/^([^.]+\.[^.]{20})./, '$1Z')],
    () => jwks,
    'error: ',
  ],
  [
    'another manifest',
    () => [
      'manifest.json',
      { request: { certificate: signed.certificate, manifest: { ...manifest, erased: {} } } },
    ],
    () => jwks,
    'the manifest is not the one that the certificate names',
  ],
  ['an access token', () => ['token.jws', signed.token], () => jwks, 'neither a certificate nor'],
  ['something else', () => ['other.json', { items: [] }], () => jwks, 'neither a certificate nor'],
  [
    'an erasure that is under way',
    () => ['open.json', { kind: 'erasure', status: 'in-progress' }],
    () => jwks,
    'the erasure has no certificate yet: it is in-progress',
  ],
  [
    'keys that cannot be read',
    () => ['c.jws', signed.certificate],
    () => join(directory, 'absent'),
    'is not a readable set of public keys',
  ],
])('%s is an error', (_, content, keys, text) => {
  const { status, stdout, stderr } = custos(['verify', file(...content()), '--jwks', keys()]);

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(text);
});
