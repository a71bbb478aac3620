import * as z from 'zod';
import { identifierField } from '../platform/http/fields.ts';

/** A person, as a service or as Custos names them: not everyone who handles an incident sees identifiers. */
export const namedPerson = z.union(
  [
    identifierField,
    z.strictObject({
      subjectId: z.uuid().describe('As a trail or a list of affected people names a person.'),
    }),
  ],
  { error: 'send {"type", "value"} or {"subjectId"}' },
);
export type NamedPerson = z.output<typeof namedPerson>;
