import { describe, expect, test } from 'vitest';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { newKid } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { certificateOf } from '../../lambda/erasure/certificate.ts';
import { erasureCertificate } from '../../lambda/request-view/certificate-contract.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { Task } from '../../lambda/request/model/task.ts';
import type { RequestRow } from '../../lambda/request/row.ts';
import openapi from '../../lib/openapi/openapi.json' with { type: 'json' };
import { exampleRow, seenAfter, seenBefore } from '../request/rows.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
const revokedAt = Date.parse('2026-11-24T10:05:00Z');
const facts = {
  certificateId: '7b0e2a5e-4d0c-4a4b-9d0a-3f8f6f1b2c3d',
  issuedAt: milliseconds(revokedAt + 20_000),
  policy: { ...policy, version: `sha256:${'0'.repeat(64)}` },
  lastUseSeconds: 12,
};

const verified = (keys: number): RequestRow => ({
  ...exampleRow,
  counts: { 'prompt-text': 3 },
  erasure: {
    before: seenBefore,
    after: seenAfter,
    revokedAt,
    rows: 5,
    objects: 1,
    destroyed: Array.from({ length: keys }, (_, index) => ({
      erasureClass: `class-${index}`,
      kid: newKid(),
      commitment: sha256Hex(String(index)),
    })),
    withheld: [
      {
        category: 'usage-log',
        count: 2,
        ground: 'legal-obligation',
        reference: 'GDPR Art. 17(3)(b)',
        until: '2031-11-24T10:00:00.000Z',
      },
    ],
  },
});

describe('the certificate of an erasure', () => {
  test('carries every field that a reader needs to check it', () => {
    const row = verified(3);

    const { payload, manifest } = certificateOf(row, facts);

    const fields = JSON.parse(payload);
    expect(fields).toMatchObject({
      certId: facts.certificateId,
      status: 'ERASED',
      iss: policy.controller.website,
      requestId: row.requestId,
      controller: { name: policy.controller.name, contact: policy.controller.contact },
      revokedAt: '2026-11-24T10:05:00.000Z',
      lastPossibleUse: '2026-11-24T10:05:12.000Z',
      pitrDays: 7,
      policyVersion: facts.policy.version,
      keysDestroyed: 3,
      residual: 0,
      withheld: { 'legal-obligation': 2 },
      manifestSha256: sha256Hex(manifest),
    });
    expect(fields.kids.toSorted()).toEqual(
      row.erasure!.destroyed!.map(({ kid }) => kid).toSorted(),
    );
    expect(fields.keyCommitments).toHaveLength(3);
    expect(fields.notCovered.length).toBeGreaterThan(2);
  });

  test('explains every field that it has, in the manifest and where it points to', () => {
    const { payload, manifest } = certificateOf(verified(3), facts);

    const fields = erasureCertificate.parse(JSON.parse(payload));
    const { meaning } = JSON.parse(manifest) as { meaning: Record<string, string> };
    for (const name of Object.keys(fields)) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
      expect(meaning[name]).toMatch(/^[A-Z].{10,}\.$/);
    }
    const [, , schemas, id] = fields.meaning.split('#')[1]!.split('/');
    expect(openapi.components[schemas as 'schemas']).toHaveProperty(id!);
  });

  test('says nothing of what was not observed', () => {
    const { payload } = certificateOf(verified(3), facts);

    expect(payload).not.toMatch(/null|not observed|not yet|none:/);
    expect(JSON.parse(payload)).not.toHaveProperty('previousCertificateSha256');
    const row = verified(3);
    const erasure = { ...row.erasure, previousCertificateSha256: 'a'.repeat(64) };
    const after = certificateOf({ ...row, erasure }, facts);
    expect(JSON.parse(after.payload).previousCertificateSha256).toBe('a'.repeat(64));
  });

  test('names the controller by mail where there is no web site, and stays short', () => {
    const { website, ...controller } = policy.controller;
    const long = { ...controller, name: 'Ä'.repeat(5_000), contact: 'privacy@example.com' };

    const { payload } = certificateOf(verified(10), {
      ...facts,
      policy: { ...policy, controller: long },
    });

    expect(website).toBeDefined();
    expect(JSON.parse(payload).iss).toBe('mailto:privacy@example.com');
    expect(Buffer.byteLength(payload)).toBeLessThan(2_800);
  });

  test('claims nothing final and names no one, manifest included', () => {
    const row = verified(3);

    const { payload, manifest } = certificateOf(row, facts);

    for (const text of [payload, manifest]) {
      expect(text.toLowerCase()).not.toContain('irrecoverabl');
      expect(text).not.toContain('FINAL');
      expect(text).not.toContain(row.subjectId);
      expect(text).not.toContain(seenBefore.controls[0]!.sha256);
    }
  });

  test.each([1, 10, 11, 400])('with %i keys stays within what is signed at once', (keys) => {
    const { payload, manifest } = certificateOf(verified(keys), facts);

    expect(Buffer.byteLength(payload)).toBeLessThan(2_800);
    expect(JSON.parse(payload).keysDestroyed).toBe(keys);
    expect(JSON.parse(manifest).keys).toHaveLength(keys);
  });

  test('GDPR Art. 28(2): names whose a system is, and the sub-processors of its agreement', () => {
    const answerBy = '2026-11-24T10:00:00.000Z';
    const done: Task = {
      ...{ target: 'system', action: 'erase', state: 'done' },
      ...{ taskId: 'a-task', attempt: 1, answerBy },
    };
    const system = (recipient?: string) =>
      ({ title: 'x', recipient, cannot: {} }) as unknown as Policy['systems'][string];
    const systems = { theirs: system('model-provider'), ours: system() };
    const tasks = { 'system:theirs': done, 'system:ours': done, 'system:gone': done };

    const { manifest } = certificateOf(
      { ...verified(1), tasks },
      { ...facts, policy: { ...facts.policy, systems } },
    );

    expect(JSON.parse(manifest).systems).toEqual(
      expect.arrayContaining([
        {
          ...{ system: 'theirs', status: 'done', recipient: 'Example Models Inc.' },
          subProcessors: [{ name: 'Example Compute LLC', country: 'US' }],
        },
        { system: 'ours', status: 'done' },
        { system: 'gone', status: 'done' },
      ]),
    );
  });

  test('is refused for an erasure that was not verified', () => {
    const erasure = { ...verified(1).erasure!, after: undefined };

    expect(() => certificateOf({ ...verified(1), erasure }, facts)).toThrow(RangeError);
  });

  test('is the same when it is made again', () => {
    const row = verified(4);

    expect(certificateOf(row, facts)).toEqual(certificateOf(row, facts));
  });
});
