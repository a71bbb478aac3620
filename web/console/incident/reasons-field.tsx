import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';

/** A text of staff, which names no person. */
export function ReasonsField(props: {
  readonly label: string;
  /** @default that it names no person */
  readonly help?: string;
  /** @default true */
  readonly isRequired?: boolean;
  readonly value: string;
  readonly set: (value: string) => void;
}) {
  const { help, isRequired = true, ...rest } = props;
  const { noPerson } = useLanguage().words.incidents.fields;
  return (
    <TextField
      {...rest}
      help={help ?? noPerson}
      rows={3}
      maxLength={4_000}
      isRequired={isRequired}
    />
  );
}
