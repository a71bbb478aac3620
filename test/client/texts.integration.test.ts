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

/** The stream of a redactor, written to piece by piece. */
function redactorPieces(client: Parameters<typeof redactor>[0]) {
  const subject = { type: 'user-id', value: 'u' } as never;
  const { readable, writable } = redactor(client, { subject }).stream();
  const writer = writable.getWriter();
  const read = Array.fromAsync(readable);
  return {
    add: (piece: string) => writer.write(piece),
    end: async () => {
      await writer.close();
      return read;
    },
  };
}

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

  test.for([
    'A DATE OF BIRTH_x7k2m9, [DATE\nOF BIRTH_x7k2m9] [[EMAIL_x7k2m9]] \\[EMAIL\\_x7k2m9\\] EMAIL_x7k2m9',
    '\u{1F600}[EMAIL_x7k2m9]\u{1F600} [EMAIL_x7k2m9 \uD800EMAIL_x7k2m9\uDC00',
  ])('a stream split anywhere is restored as a whole is: %j', async (whole) => {
    const { subject } = await opened();
    const post = ((_: string, { body }: { body: { messages: { role: string }[] } }) =>
      Promise.resolve({
        ...{ kind: 'answer', status: 200 },
        body: { messages: body.messages.map(({ role }) => ({ role, content: '$& "$1"' })) },
      })) as never;
    const one = restorer({ post }, { subject, purpose: 'inference' });
    const expected = await one.text(whole);

    for (let at = 1; at < whole.length; at += 1) {
      const split = await through([whole.slice(0, at), whole.slice(at)], one.stream());
      expect(split.join('')).toBe(expected);
    }
    expect((await through(piecesOf(whole, 1), one.stream())).join('')).toBe(expected);
  });

  test('a long stream without the end of a sentence takes linear time', async () => {
    const { client } = await opened();
    let sent = '';
    const post = ((_: string, { body }: { body: { messages: { content: string }[] } }) => {
      sent = body.messages.map(({ content }) => content).join('');
      return Promise.resolve({ kind: 'answer', status: 200, body });
    }) as never;
    const { add, end } = redactorPieces({ ...client, post });
    const started = performance.now();

    for (let n = 0; n < 100_000; n += 1) await add('word ');
    await end();

    expect(sent).toHaveLength(500_000);
    expect(performance.now() - started).toBeLessThan(3_000);
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
