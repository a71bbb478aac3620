import { useId } from 'react';
import type { Schemas } from '../../app/api.tsx';
import { useLanguage } from '../language.ts';

interface ResidenceProps {
  readonly now: Schemas['Settings'];
  readonly isBusy: boolean;
  readonly set: (residence: string | null) => void;
}

/** Where the person lives, which decides whose law applies, and the laws that do. */
export function Residence({ now, isBusy, set }: ResidenceProps) {
  const { words, texts, locale, format } = useLanguage();
  const { storage } = words;
  const id = useId();
  const nameOf = (place: string): string =>
    storage.places[place] ??
    (place.includes('-') ? `${format.country(place)} (${place})` : format.country(place));
  const own = now.residence === undefined ? [] : [now.residence];
  const places = new Set([...Object.values(texts.laws).flatMap((law) => law.places), ...own]);
  const sorted = [...places].toSorted((one, other) =>
    nameOf(one).localeCompare(nameOf(other), locale),
  );
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{storage.residence}</label>
        <select
          id={id}
          value={now.residence ?? ''}
          aria-disabled={isBusy}
          aria-describedby={`${id}-help`}
          onChange={({ currentTarget: { value } }) => !isBusy && set(value === '' ? null : value)}
        >
          <option value="">{storage.residenceUnknown}</option>
          {sorted.map((place) => (
            <option key={place} value={place}>
              {nameOf(place)}
            </option>
          ))}
        </select>
        <span id={`${id}-help`} className="quiet small">
          {storage.residenceHelp}
        </span>
      </div>
      <p>{storage.lawIs}</p>
      <ul>
        {now.jurisdictions.map((law) => (
          <li key={law}>{texts.laws[law]?.name ?? law}</li>
        ))}
      </ul>
    </>
  );
}
