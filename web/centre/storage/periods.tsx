import { useState } from 'react';
import type { Schemas } from '../../app/api.tsx';
import { Button } from '../../app/components/button.tsx';
import { useLanguage } from '../language.ts';
import { periodsUpTo } from './period-choices.ts';

type Retention = Readonly<Record<string, string | null>>;

interface PeriodsProps {
  readonly now: Schemas['Settings'];
  readonly isBusy: boolean;
  readonly save: (retention: Retention, saved: () => void) => void;
}

/**
 * How long each kind is kept. It deletes what is older, so it takes a press of a button: an arrow key on
 * a closed list chooses already.
 */
export function Periods({ now, isBusy, save }: PeriodsProps) {
  const { words, texts, format } = useLanguage();
  const { storage } = words;
  const [chosen, setChosen] = useState<Retention>({});
  const [isUnchanged, setUnchanged] = useState(false);
  const { shortest, categories } = now.offered.retention ?? { shortest: 'P1D', categories: {} };
  if (Object.keys(categories).length === 0) return null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setUnchanged(Object.keys(chosen).length === 0);
        if (!isBusy && Object.keys(chosen).length > 0) save(chosen, () => setChosen({}));
      }}
    >
      <h2>{storage.periods}</h2>
      <p>{storage.periodsHelp}</p>
      {Object.entries(categories).map(([category, usual]) => {
        const own = now.retention[category];
        const value = category in chosen ? chosen[category] : own;
        return (
          <div className="field" key={category}>
            <label htmlFor={`keep-${category}`}>
              {texts.categories[category]?.title ?? category}
            </label>
            <select
              id={`keep-${category}`}
              value={value ?? ''}
              onChange={({ currentTarget }) => {
                setUnchanged(false);
                setChosen({ ...chosen, [category]: currentTarget.value || null });
              }}
            >
              <option value="">{storage.usual(format.period(usual))}</option>
              {periodsUpTo(shortest, usual, own).map((period) => (
                <option key={period} value={period}>
                  {format.period(period)}
                </option>
              ))}
            </select>
          </div>
        );
      })}
      <div role="alert">{isUnchanged && <p className="error">{storage.unchanged}</p>}</div>
      <div className="buttons">
        <Button type="submit" tone="main" isPending={isBusy}>
          {storage.savePeriods}
        </Button>
      </div>
    </form>
  );
}
