import { useLanguage } from '../language.ts';

/** Categories of the policy, none of them chosen before. */
export function CategoryChoice(props: {
  readonly legend: string;
  readonly help?: string;
  readonly chosen: readonly string[];
  readonly choose: (categories: readonly string[]) => void;
}) {
  const { legend, help, chosen, choose } = props;
  const { texts } = useLanguage();
  return (
    <fieldset className="plain">
      <legend>{legend}</legend>
      {help !== undefined && <p className="quiet small">{help}</p>}
      <div className="choices">
        {Object.entries(texts.categories).map(([category, { title }]) => (
          <label key={category} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(category)}
              onChange={({ currentTarget: { checked } }) =>
                choose(checked ? [...chosen, category] : chosen.filter((one) => one !== category))
              }
            />
            {title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
