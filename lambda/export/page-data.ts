import { suspenders } from '../retention/model/retention.ts';
import type { MediaType } from '../value/media-types.ts';
import {
  bullets,
  card,
  factList,
  note,
  own,
  said,
  section,
  soft,
  table,
  time,
} from './elements.ts';
import type { Content } from './elements.ts';
import type { CategoryFacts } from './facts.ts';
import { previewItems } from './files.ts';
import type { CategoryContents, PreviewItem, SourceCount } from './files.ts';
import type { PageContents } from './page-contents.ts';
import { namesOf } from './page-names.ts';
import { withheldRecords } from './page-rights.ts';
import type { Speech } from './words.ts';
import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

/** The data itself, and where it comes from: GDPR Art. 15(1)(b), (d), (g), 15(3). */
export function dataSection(contents: PageContents): Html {
  const { speech, facts } = contents;
  const { words } = speech;
  if (facts.categories.length === 0) {
    const none = withheldRecords(contents).length > 0 ? words.data.onlyWithheld : words.data.none;
    return section('data', words.data.heading, [html`<p>${none}</p>`]);
  }
  const rows = facts.categories.map(({ title, lang, contents: seen }): Content[] => [
    said(title, lang, speech.language),
    speech.number(seen.count),
    words.data.span(speech.day(seen.oldest), speech.day(seen.newest)),
    endsIn(speech, seen),
  ]);
  return section('data', words.data.heading, [
    table({ caption: words.data.caption, heads: words.data.heads, rows }),
    soft(words.data.ends),
    ...facts.categories.map((category) => categoryCard(contents, category)),
  ]);
}

/** GDPR Art. 15(1)(d): the days on which entries are deleted, and what keeps those without a day. */
function endsIn(
  { words: { data }, ...speech }: Speech,
  { firstEnd, lastEnd, keptBy }: CategoryContents,
): string {
  const retained = suspenders.filter((by) => keptBy[by] !== undefined).map((by) => data.keptBy[by]);
  if (firstEnd === undefined || lastEnd === undefined) return speech.list(retained);
  return [data.span(speech.day(firstEnd), speech.day(lastEnd)), ...retained.map(data.some)].join(
    '; ',
  );
}

function categoryCard(page: PageContents, category: CategoryFacts): Html {
  const { speech } = page;
  const { words, labels, language } = speech;
  const { title, description, lang, source, sensitivity, contents, ownRetention } = category;
  const names = namesOf(page);
  return card(said(title, lang, language), [
    html`<p>${said(description, lang, language)}</p>`,
    ...(sensitivity === 'special' ? [note(words.data.sensitive)] : []),
    ...(ownRetention === undefined
      ? []
      : [note(words.data.ownRetention(speech.period(ownRetention)))]),
    ...(contents.media === undefined || contents.media.lost === 0
      ? []
      : [note(words.data.lostMedia(speech.number(contents.media.lost), 'manifest.json'))]),
    ...(contents.pastEnd === 0 ? [] : [note(words.data.pastEnd(speech.number(contents.pastEnd)))]),
    factList([
      [words.data.source, source && labels.source[source]],
      [
        words.data.namedSources,
        contents.sources.length === 0
          ? undefined
          : bullets(
              contents.sources.map(
                (named) => html`${own(sourceOf(named))} (${speech.number(named.count)})`,
              ),
            ),
      ],
      [
        words.data.usedFor,
        Object.keys(contents.purposes).length === 0
          ? undefined
          : bullets(names.purposes(Object.keys(contents.purposes))),
      ],
      [
        words.data.sentTo,
        category.recipients.length === 0
          ? undefined
          : bullets(names.recipients(category.recipients)),
      ],
      [
        words.data.media,
        contents.media && words.data.mediaFiles(speech.number(contents.media.count), mediaFolder),
      ],
      [words.data.files, bullets(contents.files.map(({ path }) => html`<code>${path}</code>`))],
    ]),
    ...(contents.preview.length === 0
      ? []
      : [
          table({
            folded: true,
            caption: words.data.newest(speech.number(previewItems)),
            heads: words.data.newestHeads,
            rows: contents.preview.map((item) => [
              time(item.collectedAt, speech.moment(item.collectedAt)),
              previewOf(speech, item),
            ]),
          }),
        ]),
  ]);
}

/** GDPR Art. 14(2)(f), 15(1)(g): where it was obtained, with the name of the policy. */
const sourceOf = ({ source, name, recipient = '' }: SourceCount): string =>
  source ?? name ?? recipient;

/** A link, not the picture: the page loads nothing, and no browser shows every type. */
function previewOf({ words: { data } }: Speech, { text, media }: PreviewItem): readonly Html[] {
  const written = text === '' ? [] : [own(text)];
  if (media === undefined) return written;
  const kind = data.mediaKinds[kindOfMedia(media.contentType)];
  const link = media.file === undefined ? html`${kind}` : html`<a href="${media.file}">${kind}</a>`;
  const state = media.state === 'whole' ? [] : [html` ${data.mediaStates[media.state]}`];
  return [link, ...state, ...written];
}

const kindOfMedia = (type: MediaType): 'image' | 'video' | 'audio' =>
  type.startsWith('image/') ? 'image' : type.startsWith('video/') ? 'video' : 'audio';

/** Of a folder, which can have thousands of files, one row says what it has. */
const mediaFolder = 'media/';
const folders = [mediaFolder, 'systems/'];

export function filesSection({ speech, files }: PageContents): Html {
  const { heading, caption, heads, described } = speech.words.files;
  const descriptions: Readonly<Record<string, string>> = described;
  const paths = new Set(
    files.map(({ path }) => folders.find((folder) => path.startsWith(folder)) ?? path),
  );
  const rows = [...paths].map((path): Content[] => [
    html`<code>${path}</code>`,
    descriptions[path] ?? descriptions[kindOf(path)] ?? '',
  ]);
  return section('files', heading, [
    table({
      folded: true,
      caption,
      heads,
      rows: [...rows, [html`<code>manifest.json</code>`, described['manifest.json']]],
    }),
  ]);
}

/** `data/prompt-text.2.csv` is one of `data.csv`, a notice one of `notices.md`, `a.2.jsonl` one of `a.jsonl`. */
const kindOf = (path: string): string =>
  `${path.split(/[./]/)[0] ?? ''}.${path.split('.').at(-1) ?? ''}`;
