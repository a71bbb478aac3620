import { jurisdictionIds } from '../../lambda/policy/fields.ts';
import type { JurisdictionLaw } from '../../lambda/policy/law.ts';
import { readLaw } from '../../lib/policy/law-source.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';

const read = readLaw('policy', jurisdictionIds);
if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems, null, 2));
const example = loadPolicyOrThrow('policy');

/** Every jurisdiction of the file as it runs. */
export const laws = read.law as Readonly<Record<JurisdictionId, JurisdictionLaw>>;

interface Edits {
  readonly controller?: Partial<Policy['controller']>;
  readonly jurisdictions?: Partial<Policy['jurisdictions']>;
  readonly minors?: Partial<Policy['minors']>;
  readonly law?: Policy['law'];
}

/** The example as if every law of the file were in use. */
export const worldwide = ({ controller, jurisdictions, minors, law }: Edits = {}): Policy => ({
  ...example,
  controller: { ...example.controller, ...controller },
  jurisdictions: { ...example.jurisdictions, ...jurisdictions },
  minors: { ...example.minors, ...minors },
  law: { ...laws, ...law },
});
