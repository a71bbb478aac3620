import { gdprBases, legalBases } from './vocabulary.ts';
import type { JurisdictionId } from './fields.ts';
import type { LegalBasis } from './vocabulary.ts';
import type { ConsentModel, JurisdictionLaw } from './law.ts';
import type { PolicyDocument } from './schema.ts';

type Purpose = PolicyDocument['purposes'][string];
export type Declared = NonNullable<Purpose['legalBasis'][JurisdictionId]>;
/** The basis of now, or the one before `effectiveFrom`. */
export type Stated = Omit<Declared, 'effectiveFrom' | 'previous'>;

export const basesOf = ({ legalBasis }: Pick<Purpose, 'legalBasis'>) =>
  Object.entries<Declared>(legalBasis);

/** On what data may be used under a law, by what it generally asks of people. */
export const basesUnder = ({ consent }: JurisdictionLaw): readonly LegalBasis[] =>
  basesFor[consent.default?.model ?? 'unspecified'];

const basesFor: Readonly<Record<ConsentModel, readonly LegalBasis[]>> = {
  // GDPR Art. 6(1) and what is modelled on it: LGPD art. 7, POPIA s. 11, PIPA art. 15.
  'legal-basis': gdprBases,
  notice: ['notice', 'opt-out', 'consent'],
  // FADP Art. 30 to 31: free until someone objects, or justified by consent, a contract or a law.
  'opt-out': ['notice', 'opt-out', 'consent', 'contract', 'legal-obligation'],
  // What a law orders, no consent can be asked for.
  'opt-in': ['consent', 'legal-obligation'],
  prohibited: ['consent', 'legal-obligation'],
  unspecified: legalBases,
};

/** Whether special categories are used there only with the person's consent. */
export function asksConsentForSpecial({ consent }: JurisdictionLaw): boolean {
  const model = consent.sensitive?.model;
  return model === 'opt-in' || model === 'prohibited';
}
