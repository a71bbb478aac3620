import { TextField } from './text-field.tsx';
import type { Schemas } from '../../app/api.tsx';
import { useLanguage } from '../language.ts';
import { SelectField } from './select-field.tsx';

export type Identifier = Schemas['Identifier'];
const types = ['email', 'user-id', 'phone', 'device-id'] as const;

/** Which person: what staff know of them. It goes in the body of a call, never in an address. */
export function IdentifierFields(props: {
  readonly identifier: Identifier;
  readonly set: (identifier: Identifier) => void;
}) {
  const { identifier, set } = props;
  const { holds: said } = useLanguage().words;
  return (
    <>
      <SelectField
        label={said.identifier}
        value={types.find((type) => type === identifier.type) ?? 'email'}
        options={types.map((type) => [type, said.identifiers[type]] as const)}
        choose={(type) => set({ ...identifier, type })}
      />
      <TextField
        label={said.value}
        isRequired
        maxLength={320}
        value={identifier.value}
        set={(value) => set({ ...identifier, value })}
      />
    </>
  );
}
