import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProblemError, redactor, restorer } from '../../client/index.ts';
import { newPerson } from '../request/request-fixture.ts';
import type { RedactionFixture } from '../redaction/redaction-fixture.ts';
import { openRedactionFixture, subjectOf } from '../redaction/redaction-fixture.ts';
import { clientOf } from './custos-in-process.ts';

let fixture: RedactionFixture;
beforeAll(async () => {
  fixture = await openRedactionFixture();
});
afterAll(() => fixture.stop());

const text = 'Write to alex@example.org. Or to sam@example.org, says alex@example.org.';

async function opened() {
  const subject = subjectOf(await newPerson(fixture)) as { type: 'email'; value: string };
  const { client, called } = clientOf(fixture);
  return {
    called,
    subject,
    client,
    redact: redactor(client, { subject }),
    restore: restorer(client, { subject, purpose: 'inference' }),
  };
}

const piecesOf = (whole: string, size: number): string[] =>
  Array.from({ length: Math.ceil(whole.length / size) }, (_, n) =>
    whole.slice(n * size, (n + 1) * size),
  );
const through = async (pieces: readonly string[], stream: TransformStream<string, string>) =>
  Array.fromAsync(ReadableStream.from(pieces).pipeThrough(stream));

describe('redactor and restorer', () => {
  test('a text comes back as it was', async () => {
    const { redact, restore } = await opened();

    const redacted = await redact.text(text);

    expect(redacted).not.toMatch(/example\.org/);
    expect(await restore.text(redacted)).toBe(text);
  });

  test('a text without a pseudonym is not sent to be restored, and one is sent once', async () => {
    const { redact, restore, called } = await opened();
    const redacted = await redact.text(text);

    await restore.text('Nothing to see here [1], [sic], file_name.');
    await restore.text(redacted);
    await restore.text(redacted);

    expect(called).toEqual(['/v1/text/redact', '/v1/text/restore']);
  });

  test.for([1, 2, 3, 7, 20, 1_000])('a stream in pieces of %i is restored', async (size) => {
    const { redact, restore } = await opened();
    const redacted = await redact.text(text);

    const restored = await through(piecesOf(redacted, size), restore.stream());

    expect(restored.join('')).toBe(text);
  });

  test('holds back no more than may belong to a pseudonym', async () => {
    const { restore } = await opened();
    const { add, end } = restore.pieces();

    expect(await add('One two [three four] fi')).toBe('One two [three four] ');
    expect(await add('ve [')).toBe('five ');
    expect(await add('x'.repeat(100))).toBe(`[${'x'.repeat(100)}`);
    expect(await end()).toBe('');
  });

  test.for([1, 5, 40])('a stream in pieces of %i is redacted as a whole is', async (size) => {
    const { redact } = await opened();

    const redacted = await through(piecesOf(text, size), redact.stream());

    expect(redacted.join('')).toBe(await redact.text(text));
  });

  test('more texts than one call may have come back in their order', async () => {
    const { redact, restore } = await opened();
    const many = Array.from({ length: 501 }, (_, n) => `Text ${n} of user.${n % 3}@example.org`);

    const redacted = await redact.texts(many);

    expect(redacted[500]).toMatch(/^Text 500 of \[EMAIL_\w+\]$/);
    expect(await restore.texts(redacted)).toEqual(many);
  });

  test('a refusal is thrown, and no text is returned unredacted', async () => {
    const { client } = clientOf(fixture);
    const subject = { type: 'email', value: `${crypto.randomUUID()}@example.org` } as const;

    await expect(redactor(client, { subject }).text(text)).rejects.toThrow(ProblemError);
    await expect(through([text], redactor(client, { subject }).stream())).rejects.toThrow(
      ProblemError,
    );
  });
});
