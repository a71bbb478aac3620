import { useLanguage } from '../language.ts';

/** Laws that staff name beside those of the people affected and of the establishment. */
export function LawChoice(props: {
  readonly chosen: readonly string[];
  readonly choose: (laws: readonly string[]) => void;
}) {
  const { chosen, choose } = props;
  const { words, texts } = useLanguage();
  const { facts: said } = words.breach;
  return (
    <details>
      <summary>{said.laws}</summary>
      <fieldset className="plain">
        <legend className="quiet small">{said.lawsHelp}</legend>
        <div className="choices">
          {Object.entries(texts.laws).map(([law, { name }]) => (
            <label key={law} className="check">
              <input
                type="checkbox"
                checked={chosen.includes(law)}
                onChange={({ currentTarget: { checked } }) =>
                  choose(checked ? [...chosen, law] : chosen.filter((one) => one !== law))
                }
              />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
    </details>
  );
}
