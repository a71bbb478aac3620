import { useId } from 'react';
import type { ReactNode } from 'react';

interface ChoicesProps {
  readonly legend: string;
  /** Id and text of each. */
  readonly options: readonly (readonly [id: string, text: ReactNode])[];
  readonly error?: string | undefined;
}

interface OneProps extends ChoicesProps {
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
}

interface SomeProps extends ChoicesProps {
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

/** One of several. */
export function OneOf({ value, onChange, ...props }: OneProps) {
  const name = useId();
  return (
    <Options {...props}>
      {(id) => (
        <input type="radio" name={name} checked={value === id} onChange={() => onChange(id)} />
      )}
    </Options>
  );
}

/** Any number of several. */
export function SomeOf({ values, onChange, ...props }: SomeProps) {
  return (
    <Options {...props}>
      {(id) => (
        <input
          type="checkbox"
          checked={values.includes(id)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(checked ? [...values, id] : values.filter((one) => one !== id))
          }
        />
      )}
    </Options>
  );
}

function Options(props: ChoicesProps & { readonly children: (id: string) => ReactNode }) {
  const { legend, options, error, children } = props;
  const id = useId();
  return (
    <fieldset className="options" aria-describedby={error === undefined ? undefined : id}>
      <legend>{legend}</legend>
      {error !== undefined && (
        <p id={id} className="error">
          {error}
        </p>
      )}
      {options.map(([one, text]) => (
        <label key={one} className="option">
          {children(one)}
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
