import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NameType } from '../../../lambda/text/names/tags.ts';
import { nameTypes } from '../../../lambda/text/names/tags.ts';
import type { Labelled } from '../labelled.ts';
import { entitiesOf } from './entities.ts';
import type { Entities } from './entities.ts';
import { languages } from './lists.ts';
import type { Language } from './lists.ts';
import type { Random } from './random.ts';

export interface Example {
  readonly text: string;
  readonly spans: readonly NameSpan[];
  /** Whether the tagger reads it without its lists of names, so that it learns from the context. */
  readonly withoutLists?: boolean;
}

export interface NameSpan {
  readonly type: NameType;
  readonly start: number;
  readonly end: number;
}

const folder = join(import.meta.dirname, 'sentences');
const linesOf = (file: string): string[] =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.replaceAll('\\n', '\n'));
const files = readdirSync(folder);
const sentences = new Map(languages.map((language) => [language, linesOf(`${language}.txt`)]));
const plain = languages
  .filter((each) => files.includes(`none-${each}.txt`))
  .flatMap((each) => linesOf(`none-${each}.txt`));

/** Sentences without names, in eight languages. */
export const plainExamples: readonly Example[] = plain.map((text) => ({ text, spans: [] }));

/** Texts in eight languages, made of sentences and names. */
export function madeExamples(count: number, random: Random): Example[] {
  return Array.from({ length: count }, () => {
    const language: Language = random.chance(0.4) ? 'en' : random.pick(languages);
    const parts = Array.from({ length: random.chance(0.3) ? 2 : 1 }, () =>
      random.chance(0.25) ? random.pick(plain) : random.pick(sentences.get(language) ?? []),
    );
    const sentence = parts
      .map((part) => quoted(part, random))
      .join(random.chance(0.5) ? ' ' : '\n');
    const made = filled(sentence, entitiesOf(language, random), random);
    return { ...recased(made, random), withoutLists: random.chance(0.2) };
  });
}

const marks = ['', '', '> ', '>', '>> ', '| ', '  ', ' ', '\t', '* ', '- '];

/** A block of lines, which begins with `~`, may be quoted or indented. */
function quoted(part: string, { pick }: Random): string {
  if (!part.startsWith('~')) return part;
  const mark = pick(marks);
  return part
    .slice(1)
    .split('\n')
    .map((line) => mark + line)
    .join('\n');
}

const slot = /\{(\w+)\}/g;

function filled(sentence: string, entities: Entities, random: Random): Example {
  const spans: NameSpan[] = [];
  let text = '';
  let from = 0;
  for (const { 0: whole, 1: kind = '', index } of sentence.matchAll(slot)) {
    text += sentence.slice(from, index);
    const [type, value] = valueOf(kind, entities, random);
    if (type !== undefined)
      spans.push({ type, start: text.length, end: text.length + value.length });
    text += value;
    from = index + whole.length;
  }
  return { text: text + sentence.slice(from), spans };
}

function valueOf(
  kind: string,
  entities: Entities,
  { pick, next }: Random,
): readonly [NameType | undefined, string] {
  const number = (most: number): number => 1 + Math.floor(next() * most);
  switch (kind) {
    case 'p':
      return ['person', entities.person()];
    case 'f':
      return ['person', entities.firstName()];
    case 'l':
      return ['person', entities.lastName()];
    case 'c':
      return ['location', entities.city()];
    case 'k':
      return ['location', entities.region()];
    case 'o':
      return ['organisation', entities.organisation()];
    case 'a':
      return ['postal-address', entities.street()];
    case 'z':
      return ['postal-address', entities.town()];
    case 'date':
      return [
        undefined,
        pick([
          `${number(28)}.${number(12)}.20${number(25) + 9}`,
          `20${number(25) + 9}-0${number(9)}-1${number(9)}`,
          `${number(28)} March 20${number(25) + 9}`,
        ]),
      ];
    case 'day':
      return [
        undefined,
        pick([
          'Monday',
          'Friday',
          'Sunday',
          'Montag',
          'lundi',
          'lunes',
          'lunedì',
          'maandag',
          'piątek',
          'sexta-feira',
          'tomorrow',
        ]),
      ];
    case 'time':
      return [
        undefined,
        `${number(12)}:${pick(['00', '15', '30'])}${pick(['', ' pm', ' Uhr', 'h'])}`,
      ];
    case 'n3':
      return [undefined, String(number(990))];
    case 'zip':
      return [
        'postal-address',
        pick([
          String(number(89_999) + 10_000),
          `0${number(8_999) + 1_000}`,
          `${number(8_999) + 1_000}`,
        ]),
      ];
    case 'num':
      return [undefined, `${pick(['', '#', 'INC-', 'A'])}${number(90_000)}`];
    case 'email':
      return [undefined, `${pick(['info', 'jd', 'x.y'])}@example.${pick(['com', 'org', 'net'])}`];
    case 'phone':
      return [undefined, `+${number(90)} ${number(900)} ${number(90_000)}`];
    default:
      throw new RangeError(`no part of a sentence is called ${kind}`);
  }
}

/** As people type on a telephone, or with the shift key locked. */
function recased(example: Example, { chance }: Random): Example {
  if (chance(0.2)) return same(example, example.text.toLowerCase());
  return chance(0.04) ? same(example, example.text.toUpperCase()) : example;
}

/** A few letters change their length with their case: such a text stays as it is. */
const same = (example: Example, text: string): Example =>
  text.length === example.text.length ? { ...example, text } : example;

/** Labelled texts, as they are, in other cases, and with other names in place of theirs. */
export function labelledExamples(
  texts: readonly Labelled[],
  { copies, random }: { readonly copies: number; readonly random: Random },
): Example[] {
  return texts.flatMap((labelled) => {
    const own: Example = { text: labelled.text, spans: joined(labelled.text, namesOf(labelled)) };
    const variants = Array.from({ length: copies }, () => ({
      ...recased(renamed(own, random), random),
      withoutLists: random.chance(0.2),
    }));
    return [own, recased(own, random), ...variants];
  });
}

const namesOf = ({ spans }: Labelled): NameSpan[] =>
  spans
    .flatMap(({ type, start, end }) => {
      const name = nameTypes.find((each) => each === type);
      return name === undefined ? [] : [{ type: name, start, end }];
    })
    .sort((one, other) => one.start - other.start);

/** A title and the name after it are one name. */
function joined(text: string, spans: readonly NameSpan[]): NameSpan[] {
  const all: NameSpan[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (
      last?.type === 'person' &&
      span.type === 'person' &&
      text.slice(last.end, span.start) === ' '
    ) {
      all[all.length - 1] = { ...last, end: span.end };
    } else if (last === undefined || span.start >= last.end) all.push(span);
  }
  return all;
}

function renamed({ text, spans }: Example, random: Random): Example {
  const entities = entitiesOf(random.pick(languages), random);
  const renamedSpans: NameSpan[] = [];
  let made = '';
  let from = 0;
  for (const { type, start, end } of spans) {
    made += text.slice(from, start);
    const value = otherName(text.slice(start, end), type, entities, random);
    renamedSpans.push({ type, start: made.length, end: made.length + value.length });
    made += value;
    from = end;
  }
  return { text: made + text.slice(from), spans: renamedSpans };
}

/** A name of as many words; an address stays, since only parts of some are labelled. */
function otherName(name: string, type: NameType, entities: Entities, { chance }: Random): string {
  if (chance(0.15)) return name;
  const isOne = !name.includes(' ');
  switch (type) {
    case 'person':
      return isOne ? (chance(0.7) ? entities.firstName() : entities.lastName()) : entities.person();
    case 'location':
      return chance(0.6) ? entities.city() : entities.region();
    case 'organisation':
      return entities.organisation();
    case 'postal-address':
      return name;
  }
}
