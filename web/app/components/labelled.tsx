import { useId } from 'react';
import type { ReactNode } from 'react';

export interface LabelledProps {
  readonly label: string;
  /** What is wrong with the value, and what to do. */
  readonly error?: string | undefined;
  readonly help?: string | undefined;
}

/** Attributes that connect a control with its label, its help and what is wrong with its value. */
interface Connected {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

/** A label, help and error around a control. */
export function Labelled(
  props: LabelledProps & { readonly control: (connected: Connected) => ReactNode },
) {
  const { label, error, help, control } = props;
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
      {control({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': described === '' ? undefined : described,
      })}
    </div>
  );
}
