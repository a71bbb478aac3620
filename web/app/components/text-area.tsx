import { useId } from 'react';

interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
  /** What is wrong with the value, and what to do. */
  readonly error?: string | undefined;
  readonly help?: string | undefined;
}

/** A text of several lines, with its label and what is wrong with it. */
export function TextArea({ label, value, onChange, error, help, ...rest }: TextAreaProps) {
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
      <textarea
        id={id}
        rows={4}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={described === '' ? undefined : described}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        {...rest}
      />
    </div>
  );
}
