import { Labelled } from './labelled.tsx';
import type { LabelledProps } from './labelled.tsx';

interface TextAreaProps extends LabelledProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  readonly maxLength?: number;
}

/** A text of several lines, with its label and what is wrong with it. */
export const TextArea = ({ label, value, onChange, error, help, ...rest }: TextAreaProps) => (
  <Labelled
    {...{ label, error, help }}
    control={(connected) => (
      <textarea
        rows={4}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        {...connected}
        {...rest}
      />
    )}
  />
);
