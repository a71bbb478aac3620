import { Labelled } from '../../app/components/labelled.tsx';

/** A labelled choice of one of a few. */
export function SelectField<Value extends string>(props: {
  readonly label: string;
  /** Undefined as long as nothing is chosen: then something has to be. */
  readonly value: Value | undefined;
  readonly options: readonly (readonly [value: Value, text: string])[];
  readonly choose: (value: Value) => void;
}) {
  const { label, value, options, choose } = props;
  return (
    <Labelled
      label={label}
      control={(connected) => (
        <select
          {...connected}
          required={value === undefined}
          value={value ?? ''}
          onChange={({ currentTarget }) => {
            const chosen = options.find(([option]) => option === currentTarget.value);
            if (chosen !== undefined) choose(chosen[0]);
          }}
        >
          {value === undefined && <option value="" />}
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </select>
      )}
    />
  );
}
