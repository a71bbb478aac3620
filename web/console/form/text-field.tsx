import { Labelled } from '../../app/components/labelled.tsx';

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
  const rest = { value, maxLength, required: isRequired, autoComplete: 'off' };
  return (
    <Labelled
      {...{ label, help }}
      control={(connected) =>
        rows === undefined ? (
          <input
            {...{ ...connected, ...rest, type }}
            onChange={({ currentTarget }) => set(currentTarget.value)}
          />
        ) : (
          <textarea
            {...{ ...connected, ...rest, rows }}
            onChange={({ currentTarget }) => set(currentTarget.value)}
          />
        )
      }
    />
  );
}
