import { useState } from 'react';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { closedStatuses, openStatuses, searchOf } from './filters.ts';
import type { Filters, Kind } from './filters.ts';
import { saveFilters, savedFilters } from './saved-filters.ts';

interface FilterFieldsProps {
  readonly filters: Filters;
  readonly kinds: readonly Kind[];
  /** Of the requests that are there, and the chosen one. */
  readonly laws: readonly string[];
  readonly choose: (search: URLSearchParams) => void;
}

export const filterField = 'filter-status';

export function FilterFields({ filters, kinds, laws, choose }: FilterFieldsProps) {
  const { words, texts } = useLanguage();
  const { queue, terms } = words;
  const set = (change: Partial<Filters>) => choose(searchOf({ ...filters, ...change }));
  return (
    <fieldset className="filters no-print">
      <legend className="for-screen-readers">{queue.filters}</legend>
      <div className="field">
        <label htmlFor={filterField}>{queue.status}</label>
        <select
          id={filterField}
          value={filters.status}
          onChange={({ currentTarget }) =>
            set({ status: currentTarget.value as Filters['status'] })
          }
        >
          <option value="open">{queue.open}</option>
          <option value="waits">{queue.waits}</option>
          {[...openStatuses, ...closedStatuses].map((status) => (
            <option key={status} value={status}>
              {terms.status[status]}
            </option>
          ))}
        </select>
      </div>
      <Choice
        id="filter-kind"
        label={queue.kind}
        value={filters.kind}
        options={kinds.map((kind) => [kind, terms.kind[kind]])}
        choose={(kind) => set({ kind: kinds.find((one) => one === kind) })}
      />
      <Choice
        id="filter-law"
        label={queue.law}
        value={filters.law}
        options={laws.map((law) => [law, texts.laws[law]?.short ?? law])}
        choose={(law) => set({ law })}
      />
    </fieldset>
  );
}

function Choice(props: {
  readonly id: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly choose: (value: string | undefined) => void;
}) {
  const { queue } = useLanguage().words;
  const { id, label, value = '', options, choose } = props;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) =>
          choose(currentTarget.value === '' ? undefined : currentTarget.value)
        }
      >
        <option value="">{queue.all}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Filters under a name, in this browser. */
export function SavedFilterList({
  filters,
  choose,
}: Pick<FilterFieldsProps, 'filters' | 'choose'>) {
  const { queue } = useLanguage().words;
  const [saved, setSaved] = useState(savedFilters);
  const [name, setName] = useState('');
  const keep = (next: typeof saved) => {
    saveFilters(next);
    setSaved(next);
  };
  return (
    <details className="no-print">
      <summary>{queue.savedAs}</summary>
      {Object.entries(saved).map(([title, search]) => (
        <div key={title} className="buttons">
          <Button onPress={() => choose(new URLSearchParams(search))}>{title}</Button>
          <Button
            aria-label={queue.remove(title)}
            onPress={() =>
              keep(Object.fromEntries(Object.entries(saved).filter(([one]) => one !== title)))
            }
          >
            ×
          </Button>
        </div>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const title = name.trim();
          if (title === '') return;
          keep({ ...saved, [title]: searchOf(filters).toString() });
          setName('');
        }}
      >
        <div className="field">
          <label htmlFor="filter-name">{queue.saveName}</label>
          <span id="filter-name-help" className="quiet small">
            {queue.nameHelp}
          </span>
          <input
            id="filter-name"
            maxLength={60}
            autoComplete="off"
            aria-describedby="filter-name-help"
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
        </div>
        <Button type="submit">{queue.save}</Button>
      </form>
    </details>
  );
}
