import type { Document } from '../../../cli/verify/document.ts';
import type { Format } from '../../app/format.ts';
import type { PolicyTexts } from '../../app/settings.ts';
import type { Words } from '../../languages/en/centre.ts';

interface Telling {
  readonly verify: Words['verify'];
  readonly words: Words;
  readonly texts: PolicyTexts;
  readonly format: Format;
}

type Fact = readonly [name: string, value: string | undefined];

/** What a genuine document says, for a person. A field that another version writes otherwise is left out. */
export function factsOf(document: Document, telling: Telling): readonly Fact[] {
  const { facts } = telling.verify;
  const { content, keyId } = document;
  const common: readonly Fact[] = [[facts.key, keyId]];
  return document.kind === 'receipt'
    ? [...receiptFacts(content, telling), ...common]
    : [...certificateFacts(content, telling), ...common];
}

function receiptFacts(
  content: Document['content'],
  { verify: { facts }, words, texts, format }: Telling,
): readonly Fact[] {
  const purpose = textAt(content, 'purpose');
  const state = textAt(content, 'event_state');
  const at = textAt(content, 'event_time');
  return [
    [facts.from, textAt(content, 'party_name')],
    [
      facts.purpose,
      purpose === undefined ? undefined : (texts.purposes[purpose]?.title ?? purpose),
    ],
    [
      facts.choice,
      state !== undefined && state in words.choices.states
        ? words.choices.states[state as keyof Words['choices']['states']]
        : state,
    ],
    [facts.at, at === undefined ? undefined : format.time(at)],
    [facts.number, textAt(content, 'receipt_id')],
  ];
}

function certificateFacts(
  content: Document['content'],
  { verify: { facts }, format }: Telling,
): readonly Fact[] {
  const { controller } = content;
  const issued = content['iat'];
  const revokedAt = textAt(content, 'revokedAt');
  const keys = content['keysDestroyed'];
  return [
    [facts.from, textAt(controller, 'name')],
    [facts.request, textAt(content, 'requestId')],
    [
      facts.issued,
      typeof issued === 'number' ? format.time(new Date(issued * 1_000).toISOString()) : undefined,
    ],
    [facts.keysDestroyed, typeof keys === 'number' ? format.number(keys) : undefined],
    [facts.unreadableSince, revokedAt === undefined ? undefined : format.time(revokedAt)],
    [facts.number, textAt(content, 'certId')],
  ];
}

function textAt(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined;
  const found: unknown = value[name as keyof typeof value];
  return typeof found === 'string' ? found : undefined;
}
