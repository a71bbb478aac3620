import type { JurisdictionLaw } from '../../lambda/policy/law.ts';
import { readLaw } from '../../lib/policy/law-source.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { examplePolicy } from '../support/example-policy.ts';

/** Every law that the file ships with, in its order. */
export const jurisdictionIds = [
  'gdpr',
  'uk-gdpr',
  'ch-fadp',
  'ccpa',
  'us-va-vcdpa',
  'us-co-cpa',
  'us-ct-ctdpa',
  'us-tx-tdpsa',
  'ca-pipeda',
  'ca-qc-law25',
  'br-lgpd',
  'au-privacy-act',
  'jp-appi',
  'kr-pipa',
  'sg-pdpa',
  'in-dpdp',
  'za-popia',
  'cn-pipl',
] as const;

const read = readLaw('policy');
if (read.kind === 'invalid') throw new Error(JSON.stringify(read.problems, null, 2));
const example = examplePolicy;

/** Every jurisdiction of the file as it runs. */
export const laws = read.law as Readonly<Record<(typeof jurisdictionIds)[number], JurisdictionLaw>>;

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
