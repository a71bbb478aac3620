import type { LanguageModelMiddleware } from 'ai';
import type { Client } from '../client.ts';
import { createDecisions } from '../decisions.ts';
import type { Decisions } from '../decisions.ts';
import { redactor } from '../texts.ts';
import { restorer } from '../restorer.ts';
import type { Identifier, TextType } from '../texts.ts';
import { FileInPromptError, NotRecordedError, ProcessingDeniedError } from './errors.ts';
import type { CallOptions } from './prompt.ts';
import { filesIn, lastOfUser, mapPrompt } from './prompt.ts';
import { restoreContent, restoreStream, writtenText } from './result.ts';
import type { Restorers } from './result.ts';

/** What is stored of a conversation: the last message of the person, and what the model answered. */
export interface Recording {
  /** Category of what the person wrote; `prompt-text` when absent. */
  readonly prompt?: string;
  /** Category of what the model answered; `output-text` when absent. */
  readonly output?: string;
  /** What both are stored for. */
  readonly purposes: readonly string[];
}

export interface PrivacyOptions {
  readonly client: Pick<Client, 'post'>;
  /** Whose conversation it is. Make one middleware for each person. */
  readonly subject: Identifier;
  /** What the model is asked for, which the policy has to permit; `inference` when absent. */
  readonly purpose?: string;
  /** Category that the decision is about; `prompt-text` when absent. */
  readonly category?: string;
  /** What is stored; switched off with a reason, where something else stores it. */
  readonly record: Recording | { readonly off: true; readonly reason: string };
  /** What is replaced in prompts; everything when absent. */
  readonly types?: readonly TextType[];
  readonly locale?: string;
  /** Files are not redacted, so a prompt with one is refused, unless there is a reason to pass it on. */
  readonly files?: { readonly pass: true; readonly reason: string };
  /** Decisions that other parts of the program share; its own when absent. */
  readonly decisions?: Pick<Decisions, 'decide'>;
  /** Called instead of the error where the conversation could not be stored. */
  readonly onNotRecorded?: (error: NotRecordedError) => void;
}

/**
 * Middleware for a model of the Vercel AI SDK: `wrapLanguageModel({ model, middleware: privacy({...}) })`.
 * It asks for the decision, replaces personal data in the prompt by pseudonyms, calls the model, turns
 * the pseudonyms in the answer back, and stores what was said.
 *
 * @throws ProcessingDeniedError, FileInPromptError before the model is called; ProblemError and what a
 * call of the client throws; NotRecordedError after it
 */
export function privacy(options: PrivacyOptions): LanguageModelMiddleware {
  const { client, subject, purpose = 'inference', category = 'prompt-text' } = options;
  const { decisions = createDecisions(client), types, locale } = options;
  const said = new WeakMap<CallOptions, string | undefined>();
  const redact = redactor(client, { subject, types, locale });
  const openRestorers = ({ responseFormat }: CallOptions): Restorers => {
    const plain = restorer(client, { subject, purpose });
    const json = responseFormat?.type === 'json';
    return { plain, text: json ? restorer(client, { subject, purpose, json }) : plain };
  };

  return {
    async transformParams({ params }) {
      const decision = await decisions.decide({ subject, purpose, category });
      if (decision.decision === 'deny') throw new ProcessingDeniedError(purpose, decision);
      if (options.files === undefined && filesIn(params.prompt).length > 0) {
        throw new FileInPromptError();
      }
      const redacted = { ...params, prompt: await redactPrompt(params.prompt, redact.texts) };
      said.set(redacted, lastOfUser(params.prompt));
      return redacted;
    },

    async wrapGenerate({ doGenerate, params }) {
      const generated = await doGenerate();
      const content = await restoreContent(generated.content, openRestorers(params));
      await record(options, said.get(params), writtenText(content));
      return { ...generated, content };
    },

    async wrapStream({ doStream, params }) {
      const streamed = await doStream();
      const ended = (text: string) => record(options, said.get(params), text);
      return {
        ...streamed,
        stream: streamed.stream.pipeThrough(restoreStream(openRestorers(params), ended)),
      };
    },
  };
}

/** All texts of a prompt with one call, where they fit: equal values have equal pseudonyms. */
async function redactPrompt(
  prompt: CallOptions['prompt'],
  redactAll: (texts: readonly string[]) => Promise<readonly string[]>,
): Promise<CallOptions['prompt']> {
  const distinct = new Set<string>();
  mapPrompt(prompt, (text) => {
    distinct.add(text);
    return text;
  });
  const texts = [...distinct];
  const redacted = await redactAll(texts);
  const byText = new Map(texts.map((text, index) => [text, redacted[index]] as const));
  return mapPrompt(prompt, (text) => {
    const changed = byText.get(text);
    if (changed === undefined) throw new TypeError('every text of the prompt was redacted');
    return changed;
  });
}

async function record(
  { client, subject, record: recording, onNotRecorded }: PrivacyOptions,
  prompt: string | undefined,
  output: string,
): Promise<void> {
  if ('off' in recording) return;
  const { prompt: asked = 'prompt-text', output: answered = 'output-text' } = recording;
  const purposes = [...recording.purposes];
  const items = [
    { category: asked, text: prompt },
    { category: answered, text: output },
  ].flatMap(({ category, text }) =>
    text === undefined || text === '' ? [] : [{ subject, category, purposes, content: { text } }],
  );
  for (const body of items) {
    const outcome = await client.post('/v1/records', { body });
    if (outcome.kind === 'answer') continue;
    const error = new NotRecordedError(outcome);
    if (onNotRecorded === undefined) throw error;
    onNotRecorded(error);
  }
}
