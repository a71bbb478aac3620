import type { Schemas } from '../../app/api.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { useLanguage } from '../language.ts';

/** People as a list has them: all by the same kind of identifier, one on a line. */
export interface ListedPeople {
  readonly type: (typeof types)[number];
  readonly lines: string;
}
const types = ['email', 'user-id', 'phone', 'device-id', 'subject-id'] as const;
type NamedPeople = Extract<Schemas['NewAffectedSearch'], { by: 'subjects' }>['subjects'];

export const peopleIn = ({ type, lines }: ListedPeople): NamedPeople =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((value) => (type === 'subject-id' ? { subjectId: value } : { type, value }));

/** They go in the body of a call, never in an address. */
export function PeopleFields(props: {
  readonly people: ListedPeople;
  readonly set: (people: ListedPeople) => void;
}) {
  const { people, set } = props;
  const { holds, breach } = useLanguage().words;
  const nameOf = (type: ListedPeople['type']) =>
    type === 'subject-id' ? breach.people.subjectId : holds.identifiers[type];
  return (
    <>
      <SelectField
        label={holds.identifier}
        value={people.type}
        options={types.map((type) => [type, nameOf(type)] as const)}
        choose={(type) => set({ ...people, type })}
      />
      <TextField
        label={breach.people.lines}
        help={breach.people.linesHelp}
        rows={6}
        isRequired
        value={people.lines}
        set={(lines) => set({ ...people, lines })}
      />
    </>
  );
}
