import { useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { Correction } from './correction.tsx';
import { Deletion } from './deletion.tsx';
import { readable } from './entry-text.ts';
import { MediaFile } from './media-file.tsx';
import type { OwnRecord } from './own-record.ts';

/** One entry: what it is, until when and what for, and what the person can do with it. */
export function Entry(props: {
  readonly record: OwnRecord;
  readonly done: (text: string) => void;
}) {
  const { record, done } = props;
  const { words, texts, format } = useLanguage();
  const { records } = words;
  const [isEditing, setEditing] = useState(false);
  const { category, content, media, collectedAt, purposes, derivedFrom } = record;
  const title = texts.categories[category]?.title ?? category;
  const when = format.time(collectedAt);
  return (
    <article className="card" aria-label={`${title}, ${when}`}>
      <h2>{title}</h2>
      {media === undefined ? (
        <Text text={readable(content)} />
      ) : (
        <MediaFile recordId={record.recordId} media={media} />
      )}
      <p className="quiet small">
        {[records.collected(when), endOf(record, records, format.day)]
          .filter((part) => part !== undefined)
          .join('; ')}
        {derivedFrom !== undefined && ` · ${records.derived}`}
      </p>
      <p className="quiet small">
        {purposes.length === 0
          ? records.nothing
          : `${records.usedFor}: ${format.list(
              purposes.map((purpose) => texts.purposes[purpose]?.title ?? purpose),
            )}`}
      </p>
      {isEditing ? (
        <Correction record={record} done={done} close={() => setEditing(false)} />
      ) : (
        <Deletion record={record} when={when} done={done}>
          {media === undefined && (
            <Button aria-label={records.correctOf(when)} onPress={() => setEditing(true)}>
              {records.correct}
            </Button>
          )}
        </Deletion>
      )}
    </article>
  );
}

/** A long text scrolls on its own, also by the keyboard. */
const Text = ({ text }: { readonly text: string }) => (
  <pre className="entry" tabIndex={text.length > longText ? 0 : undefined}>
    {text}
  </pre>
);

const longText = 1_000;

type RecordWords = ReturnType<typeof useLanguage>['words']['records'];

function endOf(
  { expiresAt, keptBy }: OwnRecord,
  words: RecordWords,
  day: (iso: string) => string,
): string | undefined {
  if (keptBy !== undefined) return words.keptBy[keptBy];
  return expiresAt === undefined ? undefined : words.deleted(day(expiresAt));
}
