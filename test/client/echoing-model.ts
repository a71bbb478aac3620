import { simulateReadableStream } from 'ai';
import { MockLanguageModelV4 } from 'ai/test';

type Doing = NonNullable<ConstructorParameters<typeof MockLanguageModelV4>[0]>;

export const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 1, text: 1, reasoning: 0 },
};
const finishReason = { unified: 'stop', raw: 'stop' } as const;

/** Answers with the last message of the person, as a model repeats a name. */
export const echoing = {
  doGenerate: ({ prompt }) =>
    Promise.resolve({
      content: [{ type: 'text', text: `You wrote: ${lastText(prompt)}` }],
      ...{ finishReason, usage, warnings: [] },
    }),
  doStream: ({ prompt }) => {
    const deltas = `You wrote: ${lastText(prompt)}`.match(/.{1,3}/gsu) ?? [];
    return Promise.resolve({
      stream: simulateReadableStream({
        chunks: [
          { type: 'text-start' as const, id: 't' },
          ...deltas.map((delta) => ({ type: 'text-delta' as const, id: 't', delta })),
          { type: 'text-end' as const, id: 't' },
          { type: 'finish' as const, finishReason, usage },
        ],
      }),
    });
  },
} satisfies Doing;

function lastText(prompt: readonly { readonly content: unknown }[]): string {
  const content = prompt.at(-1)?.content as readonly { readonly text: string }[] | undefined;
  return content?.[0]?.text ?? '';
}

/** The model of docs/assistant.md: prints what it read. */
export const model = new MockLanguageModelV4({
  doGenerate: (options) => {
    console.log(`MODEL ${lastText(options.prompt)}`);
    return echoing.doGenerate(options);
  },
  doStream: (options) => {
    console.log(`\nMODEL ${lastText(options.prompt)}`.trimStart());
    return echoing.doStream(options);
  },
});
