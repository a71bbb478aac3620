import { useId } from 'react';
import type { ComponentProps } from 'react';

interface TextFieldProps extends Pick<
  ComponentProps<'input'>,
  'type' | 'autoComplete' | 'autoCapitalize' | 'spellCheck' | 'maxLength'
> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with the value, and what to do. */
  readonly error?: string | undefined;
  readonly help?: string | undefined;
}

/** A text of one line, with its label and what is wrong with it. */
export function TextField({ label, value, onChange, error, help, ...rest }: TextFieldProps) {
  const id = useId();
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {help !== undefined && (
        <p id={`${id}-help`} className="quiet small">
          {help}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="error">
          {error}
        </p>
      )}
      <input
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={described === '' ? undefined : described}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        {...rest}
      />
    </div>
  );
}
