import type { ComponentProps } from 'react';
import { Labelled } from './labelled.tsx';
import type { LabelledProps } from './labelled.tsx';

interface TextFieldProps
  extends
    LabelledProps,
    Pick<
      ComponentProps<'input'>,
      'type' | 'autoComplete' | 'autoCapitalize' | 'spellCheck' | 'maxLength'
    > {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A text of one line, with its label and what is wrong with it. */
export const TextField = ({ label, value, onChange, error, help, ...rest }: TextFieldProps) => (
  <Labelled
    {...{ label, error, help }}
    control={(connected) => (
      <input
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        {...connected}
        {...rest}
      />
    )}
  />
);
