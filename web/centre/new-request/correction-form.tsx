import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { bodyOf } from '../../../client/index.ts';
import { useClient } from '../../app/api.tsx';
import type { Schemas } from '../../app/api.tsx';
import { OneOf } from '../../app/components/choices.tsx';
import { Message } from '../../app/components/message.tsx';
import { TextArea } from '../../app/components/text-area.tsx';
import { useLanguage } from '../language.ts';
import { correctionOf, detailName } from './correcting.ts';
import type { Correcting } from './correcting.ts';
import type { DraftCorrection } from './draft.ts';
import { leavesOf } from './leaves.ts';

const empty: Correcting = {
  ...{ category: '', way: 'entry', entry: undefined, remove: false },
  ...{ typed: new Map(), pointer: '', reason: '' },
};

interface CorrectionFormProps {
  readonly first: Partial<Correcting>;
  readonly onChange: (correction: DraftCorrection | 'nothing' | 'unfinished') => void;
  readonly error: string | undefined;
}

export function CorrectionForm({ first, onChange, error }: CorrectionFormProps) {
  const { words, texts, format } = useLanguage();
  const phrases = words.requests.corrections;
  const id = useId();
  const [form, setForm] = useState<Correcting>({
    ...empty,
    category: first.entry?.category ?? '',
    ...first,
  });
  const entries = useEntries(form);
  const change = (part: Partial<Correcting>) => {
    const next = { ...form, ...part };
    setForm(next);
    onChange(correctionOf(next, entries, phrases.content));
  };
  const sample = form.way === 'entry' ? form.entry : entries[0];
  const leaves = sample === undefined ? [] : leavesOf(sample.content);
  return (
    <section className="card" aria-label={phrases.title}>
      <h2>{phrases.title}</h2>
      {error !== undefined && (
        <p role="alert" className="error">
          {error}
        </p>
      )}
      <Select
        label={phrases.category}
        value={form.category}
        onChange={(category) =>
          change({ category, entry: undefined, pointer: '', typed: new Map(), remove: false })
        }
        options={[
          ['', phrases.choose],
          ...Object.entries(texts.categories).map(([one, { title }]) => [one, title] as const),
        ]}
      />
      {form.category !== '' && entries.length === 0 && <Message>{phrases.noEntries}</Message>}
      {entries.length > 0 && (
        <>
          <OneOf
            legend={phrases.how}
            value={form.way}
            onChange={(way) =>
              change({ way: way === 'every' ? 'every' : 'entry', typed: new Map() })
            }
            options={[
              ['entry', phrases.one],
              ['every', phrases.every],
            ]}
          />
          {form.way === 'entry' && (
            <Select
              label={phrases.entry}
              value={form.entry?.recordId ?? ''}
              onChange={(recordId) =>
                change({
                  entry: entries.find((one) => one.recordId === recordId),
                  typed: new Map(),
                })
              }
              options={[
                ['', phrases.choose],
                ...entries.map(
                  ({ recordId, collectedAt, content }) =>
                    [
                      recordId,
                      phrases.entryItem(format.day(collectedAt), excerptOf(content)),
                    ] as const,
                ),
              ]}
            />
          )}
          {form.way === 'entry' && form.entry !== undefined && (
            <label className="option">
              <input
                type="checkbox"
                checked={form.remove}
                onChange={({ currentTarget }) => change({ remove: currentTarget.checked })}
              />
              <span>{phrases.remove}</span>
            </label>
          )}
          {form.way === 'every' && (
            <Select
              label={phrases.detail}
              value={form.pointer}
              onChange={(pointer) => change({ pointer, typed: new Map() })}
              options={[
                ['', phrases.choose],
                ...leaves.map((leaf) => [leaf.pointer, detailName(leaf, phrases.content)] as const),
              ]}
            />
          )}
          {!(form.way === 'entry' && form.remove) &&
            leaves
              .filter(({ pointer }) => form.way === 'entry' || pointer === form.pointer)
              .map((leaf) => (
                <div key={leaf.pointer} className="field">
                  <label htmlFor={`${id}${leaf.pointer}`}>
                    {form.way === 'entry' ? detailName(leaf, phrases.content) : phrases.value}
                  </label>
                  <input
                    id={`${id}${leaf.pointer}`}
                    autoComplete="off"
                    value={
                      form.typed.get(leaf.pointer) ??
                      (form.way === 'entry' ? String(leaf.value ?? '') : '')
                    }
                    onChange={({ currentTarget }) =>
                      change({
                        typed: new Map([...form.typed, [leaf.pointer, currentTarget.value]]),
                      })
                    }
                  />
                </div>
              ))}
          <TextArea
            label={phrases.reason}
            rows={2}
            value={form.reason}
            maxLength={2_000}
            onChange={(reason) => change({ reason })}
          />
        </>
      )}
    </section>
  );
}

/** Entries of the category whose content can be read here. */
function useEntries({ category, entry }: Correcting): readonly Schemas['OwnRecord'][] {
  const client = useClient();
  const { data = [] } = useQuery({
    queryKey: ['records', 'of', category],
    enabled: category !== '',
    queryFn: async () =>
      bodyOf(await client.get('/v1/me/records', { query: { category, limit: 100 } })).items,
  });
  const isListed = data.some(({ recordId }) => recordId === entry?.recordId);
  const all = entry === undefined || isListed ? data : [entry, ...data];
  return all.filter(({ content }) => content !== null);
}

/** The beginning of what an entry says. */
function excerptOf(content: unknown): string {
  const text = leavesOf(content)
    .map(({ value }) => value)
    .filter((value) => typeof value === 'string')
    .join(', ');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly (readonly [value: string, text: string])[];
}

function Select({ label, value, onChange, options }: SelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
