import { useId } from 'react';

/** One of a few, none of them chosen before: what is decided is said. */
export function RadioField<Value extends string>(props: {
  readonly legend: string;
  readonly value: Value | undefined;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly choose: (value: Value) => void;
}) {
  const { legend, value, options, choose } = props;
  const name = useId();
  return (
    <fieldset className="plain">
      <legend>{legend}</legend>
      {options.map(([option, text]) => (
        <label key={option} className="check">
          <input
            type="radio"
            name={name}
            required
            checked={value === option}
            onChange={() => choose(option)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
