import { useLanguage } from '../language.ts';

interface Law {
  readonly jurisdiction: string;
  readonly reference: string;
}

export interface OfferedGround {
  readonly ground: string;
  readonly text: string;
  readonly law: readonly Law[];
}

/** The lawful grounds alone, each with where the law says so. */
export function Grounds(props: {
  readonly legend: string;
  readonly grounds: readonly OfferedGround[];
  readonly chosen: string | undefined;
  readonly choose: (ground: string) => void;
}) {
  const { legend, grounds, chosen, choose } = props;
  const { texts, words } = useLanguage();
  return (
    <fieldset className="plain">
      <legend>{legend}</legend>
      {grounds.map(({ ground, text, law }) => (
        <label key={ground} className="check">
          <input
            type="radio"
            name="ground"
            required
            checked={chosen === ground}
            onChange={() => choose(ground)}
          />
          <span>
            {text}
            {words.careful.means[ground] !== undefined && (
              <span className="small block">{words.careful.means[ground]}</span>
            )}
            {law.map(({ jurisdiction, reference }) => (
              <span key={`${jurisdiction} ${reference}`} className="quiet small block">
                {texts.laws[jurisdiction]?.short ?? jurisdiction}: {reference}
              </span>
            ))}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
