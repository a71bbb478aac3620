import { generateText, jsonSchema, streamText, tool, wrapLanguageModel } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  privacy,
  ProcessingDeniedError,
  FileInPromptError,
  NotRecordedError,
} from '../../client/ai/index.ts';
import type { PrivacyOptions } from '../../client/ai/index.ts';
import { newPerson } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import type { RedactionFixture } from '../redaction/redaction-fixture.ts';
import { openRedactionFixture, subjectOf } from '../redaction/redaction-fixture.ts';
import { clientOf } from './custos-in-process.ts';
import { echoing, usage } from './echoing-model.ts';

let fixture: RedactionFixture;
beforeAll(async () => {
  fixture = await openRedactionFixture();
});
afterAll(() => fixture.stop());

type Doing = ConstructorParameters<typeof MockLanguageModelV4>[0];

async function opened(doing: Doing = echoing, options: Partial<PrivacyOptions> = {}) {
  const person = await newPerson(fixture);
  const { client, called } = clientOf(fixture);
  const mock = new MockLanguageModelV4(doing);
  const middleware = privacy({
    client,
    subject: subjectOf(person) as { type: 'email'; value: string },
    record: { purposes: ['service-provision'] },
    ...options,
  });
  return { person, called, mock, model: wrapLanguageModel({ model: mock, middleware }) };
}

const recorded = async ({ subjectId }: Person) =>
  (await fixture.records.page(subjectId, { limit: 10, accepts: () => true })).records.map(
    ({ category, content }) => [category, content],
  );
const prompt = 'I am alex@example.org';

describe('privacy of a model', () => {
  test('the model never sees the value, the person has it in the answer, and both are recorded', async () => {
    const { person, mock, model, called } = await opened();

    const { text } = await generateText({ model, prompt, instructions: 'Answer sam@example.org.' });

    expect(JSON.stringify(mock.doGenerateCalls)).not.toMatch(/alex|sam@/);
    expect(text).toBe('You wrote: I am alex@example.org');
    expect((await recorded(person)).sort()).toEqual([
      ['output-text', { text: 'You wrote: I am alex@example.org' }],
      ['prompt-text', { text: prompt }],
    ]);
    expect(called).toEqual([
      '/v1/decisions',
      '/v1/text/redact',
      '/v1/text/restore',
      '/v1/records',
      '/v1/records',
    ]);
  });

  test('a stream is restored piece by piece, and recorded when it ends', async () => {
    const { person, mock, model } = await opened();

    const pieces = await Array.fromAsync(streamText({ model, prompt }).textStream);

    expect(JSON.stringify(mock.doStreamCalls)).not.toContain('alex');
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join('')).toBe('You wrote: I am alex@example.org');
    expect((await recorded(person)).sort()).toEqual([
      ['output-text', { text: 'You wrote: I am alex@example.org' }],
      ['prompt-text', { text: prompt }],
    ]);
  });

  test('arguments of tools have the value, and what a tool answers is replaced again', async () => {
    const asked: unknown[] = [];
    let calls = 0;
    const { mock, model } = await opened({
      doGenerate: ({ prompt: sent }) => {
        calls += 1;
        const text = JSON.stringify(sent);
        const [address = ''] = /\[EMAIL_\w+\]/.exec(text) ?? [];
        return Promise.resolve({
          content:
            calls === 1
              ? [
                  {
                    type: 'tool-call' as const,
                    toolCallId: 'c',
                    toolName: 'lookUp',
                    input: JSON.stringify({ who: address }),
                  },
                ]
              : [{ type: 'text' as const, text: `Done for ${address}` }],
          finishReason: { unified: calls === 1 ? 'tool-calls' : 'stop', raw: '' } as const,
          ...{ usage, warnings: [] },
        });
      },
    });
    const lookUp = tool({
      inputSchema: jsonSchema<{ who: string }>({
        type: 'object',
        properties: { who: { type: 'string' } },
      }),
      execute: ({ who }) => {
        asked.push(who);
        return { card: 'sam@example.org' };
      },
    });

    const { text } = await generateText({
      ...{ model, prompt, tools: { lookUp } },
      stopWhen: ({ steps }) => steps.length === 2,
    });

    expect(asked).toEqual(['alex@example.org']);
    expect(JSON.stringify(mock.doGenerateCalls)).not.toMatch(/alex@|sam@/);
    expect(text).toBe('Done for alex@example.org');
  });

  test('a denial throws before the model is called', async () => {
    const { mock, model, called } = await opened(echoing, { purpose: 'improvement' });

    await expect(generateText({ model, prompt, maxRetries: 0 })).rejects.toThrow(
      ProcessingDeniedError,
    );
    expect([mock.doGenerateCalls, called]).toEqual([[], ['/v1/decisions']]);
  });

  test('a file in the prompt throws before the model is called, unless it may pass', async () => {
    const messages = [
      {
        role: 'user' as const,
        content: [
          { type: 'text' as const, text: 'What is this?' },
          { type: 'file' as const, mediaType: 'image/png', data: new Uint8Array([1]) },
        ],
      },
    ];
    const refusing = await opened();
    const passing = await opened(echoing, {
      files: { pass: true, reason: 'images are generated' },
    });

    await expect(generateText({ model: refusing.model, messages })).rejects.toThrow(
      FileInPromptError,
    );
    await generateText({ model: passing.model, messages });

    expect([refusing.mock.doGenerateCalls.length, passing.mock.doGenerateCalls.length]).toEqual([
      0, 1,
    ]);
  });

  test('what could not be recorded is thrown, or handed to the program', async () => {
    const record = { purposes: ['improvement'] };
    const problems: string[] = [];
    const throwing = await opened(echoing, { record });
    const reporting = await opened(echoing, {
      record,
      onNotRecorded: ({ problem }) => problems.push(problem.slug),
    });

    await expect(generateText({ model: throwing.model, prompt, maxRetries: 0 })).rejects.toThrow(
      NotRecordedError,
    );
    const { text } = await generateText({ model: reporting.model, prompt });

    expect(text).toContain('alex@example.org');
    expect(problems).toEqual(['processing-not-permitted', 'processing-not-permitted']);
  });

  test('records nothing where that is switched off with a reason', async () => {
    const { person, model } = await opened(echoing, {
      record: { off: true, reason: 'the backend records the conversation' },
    });

    await generateText({ model, prompt });

    expect(await recorded(person)).toEqual([]);
  });

  test('what a person wrote is recorded once, however many steps the tools take', async () => {
    let calls = 0;
    const { person, model } = await opened({
      doGenerate: () => {
        calls += 1;
        return Promise.resolve({
          content:
            calls === 1
              ? [{ type: 'tool-call' as const, toolCallId: 'c', toolName: 'now', input: '{}' }]
              : [{ type: 'text' as const, text: 'Done' }],
          finishReason: { unified: calls === 1 ? 'tool-calls' : 'stop', raw: '' } as const,
          ...{ usage, warnings: [] },
        });
      },
    });
    const now = tool({ inputSchema: jsonSchema({ type: 'object' }), execute: () => 'noon' });

    await generateText({
      ...{ model, prompt, tools: { now } },
      stopWhen: ({ steps }) => steps.length === 2,
    });

    expect((await recorded(person)).sort()).toEqual([
      ['output-text', { text: 'Done' }],
      ['prompt-text', { text: prompt }],
    ]);
  });

  test('what tools answered has no value left: in names of fields, numbers and objects of a class', async () => {
    class Row {
      readonly email = 'sam@example.org';
    }
    const { mock, model } = await opened();
    const value = { 'alex@example.org': 1, card: 4111111111111111, rows: [new Row()] };
    const call = { toolCallId: 'c', toolName: 'lookUp' };

    await generateText({
      model,
      messages: [
        { role: 'user', content: 'Who?' },
        { role: 'assistant', content: [{ type: 'tool-call', ...call, input: {} }] },
        {
          role: 'tool',
          content: [
            { type: 'tool-result', ...call, output: { type: 'json', value: value as never } },
          ],
        },
      ],
    });

    expect(JSON.stringify(mock.doGenerateCalls)).toContain('[EMAIL_');
    expect(JSON.stringify(mock.doGenerateCalls)).not.toMatch(/alex|sam|4111/);
  });

  test('what a tool of the provider answered is restored', async () => {
    const { model } = await opened({
      doGenerate: ({ prompt: sent }) => {
        const [address = ''] = /\[EMAIL_\w+\]/.exec(JSON.stringify(sent)) ?? [];
        const call = { toolCallId: 'c', toolName: 'search', providerExecuted: true };
        return Promise.resolve({
          content: [
            { type: 'tool-call' as const, ...call, input: '{"q":' },
            { type: 'tool-result' as const, ...call, result: { [address]: [address] } },
          ],
          finishReason: { unified: 'stop', raw: '' } as const,
          ...{ usage, warnings: [] },
        });
      },
    });

    const { content } = await model.doGenerate({
      prompt: [{ role: 'user', content: [{ type: 'text', text: prompt }] }],
    });

    expect(content[1]).toMatchObject({ result: { 'alex@example.org': ['alex@example.org'] } });
  });
});

const answering = (parts: readonly { readonly type: string }[]) => ({
  doStream: () => Promise.resolve({ stream: ReadableStream.from(parts) as never }),
});

/** The restoring half, with one value that is not safe in JSON. */
async function streamed(parts: readonly { readonly type: string }[], options: object = {}) {
  const { client } = clientOf(fixture);
  const value = 'Ann "Al"\nLee';
  const post = async (path: string, options: { body: { messages: { content: string }[] } }) => {
    if (path === '/v1/text/restore') {
      const messages = options.body.messages.map(() => ({ role: 'r', content: value }));
      return { kind: 'answer', status: 200, body: { messages } };
    }
    return client.post(path as never, options as never);
  };
  const { model, person } = await opened(answering(parts), {
    client: { post: post as never },
  });
  const { stream } = await model.doStream({
    prompt: [{ role: 'user', content: [{ type: 'text', text: 'Who?' }] }],
    ...options,
  });
  return { person, parts: await Array.fromAsync(stream as ReadableStream<Part>) };
}
interface Part {
  readonly type: string;
  readonly delta?: string;
}
const textOf = (parts: readonly Part[]) =>
  parts.flatMap(({ type, delta }) => (type === 'text-delta' ? [delta] : [])).join('');

describe('restoring what a model answered', () => {
  test('JSON that the program asked for stays JSON', async () => {
    const { parts } = await streamed(
      [
        { type: 'text-delta', id: 't', delta: '{"who":"[PERS' },
        { type: 'text-delta', id: 't', delta: 'ON_x7k2m9]"}' },
        { type: 'text-end', id: 't' },
        { type: 'finish' },
      ] as never,
      { responseFormat: { type: 'json' } },
    );

    expect(JSON.parse(textOf(parts))).toEqual({ who: 'Ann "Al"\nLee' });
  });

  test.for(['finish', 'error'])('text that does not end goes on before: %s', async (type) => {
    const { parts, person } = await streamed([
      { type: 'text-delta', id: 't', delta: 'I am done' },
      { type },
    ] as never);

    expect(textOf(parts)).toBe('I am done');
    expect(parts.at(-1)?.type).toBe(type);
    expect(await recorded(person)).toContainEqual(['output-text', { text: 'I am done' }]);
  });

  test('an answer that is cut off is recorded as far as it was read', async () => {
    const { model, person } = await opened(
      answering([
        { type: 'text-delta', id: 't', delta: 'I am done. ' },
        { type: 'text-delta', id: 't', delta: 'Not read. ' },
        { type: 'text-delta', id: 't', delta: 'Not read. ' },
        { type: 'text-delta', id: 't', delta: 'Not read. ' },
      ] as never),
    );
    const { stream } = await model.doStream({
      prompt: [{ role: 'user', content: [{ type: 'text', text: 'Who?' }] }],
    });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();

    const all = await recorded(person);
    expect(all).toContainEqual(['prompt-text', { text: 'Who?' }]);
    expect(JSON.stringify(all)).toContain('I am done. ');
  });
});
