import { useId } from 'react';

/** A labelled field for text, with what helps to fill it in. */
export function TextField(props: {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly isRequired?: boolean;
  readonly type?: 'date' | 'datetime-local' | 'text';
  /** Several lines. */
  readonly rows?: number;
  readonly maxLength?: number;
}) {
  const { label, help, value, set, isRequired = false, type = 'text', rows, maxLength } = props;
  const id = useId();
  const common = {
    id,
    value,
    maxLength,
    required: isRequired,
    autoComplete: 'off',
    ...(help !== undefined && { 'aria-describedby': `${id}-help` }),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {help !== undefined && (
        <span id={`${id}-help`} className="quiet small">
          {help}
        </span>
      )}
      {rows === undefined ? (
        <input {...common} type={type} onChange={({ currentTarget }) => set(currentTarget.value)} />
      ) : (
        <textarea
          {...common}
          rows={rows}
          onChange={({ currentTarget }) => set(currentTarget.value)}
        />
      )}
    </div>
  );
}
