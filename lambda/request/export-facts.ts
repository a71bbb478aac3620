import { remediesIn } from '../policy/jurisdictions.ts';
import type { Remedies } from '../policy/jurisdictions.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';

/** What GDPR Art. 15(1) and Civ. Code 1798.110 have a person told beside the data itself. */
export interface ExportFacts {
  readonly controller: Policy['controller'];
  readonly jurisdiction: { readonly id: JurisdictionId; readonly name: string };
  readonly categories: readonly CategoryFacts[];
  readonly purposes: readonly PurposeFacts[];
  readonly recipients: readonly RecipientFacts[];
  readonly rights: readonly { readonly right: string; readonly reference: string }[];
  readonly remedies: Remedies;
}

export interface CategoryFacts {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: string;
}
export interface PurposeFacts {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Absent where the jurisdiction gives none: the purpose is then not pursued for this person. */
  readonly legalBasis?: string;
  readonly reference?: string;
  readonly categories: readonly string[];
  readonly retention: string;
  readonly recipients: readonly string[];
}
export interface RecipientFacts {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly contact: string;
  readonly role: string;
  readonly country: string;
  /** Safeguard of a transfer: GDPR Art. 15(2). */
  readonly transferMechanism: string;
}

export function exportFacts(policy: Policy, jurisdiction: JurisdictionId): ExportFacts {
  const law = policy.law[jurisdiction];
  return {
    controller: policy.controller,
    jurisdiction: { id: jurisdiction, name: law?.name ?? jurisdiction },
    categories: Object.entries(policy.categories).map(([id, { title, description, source }]) => ({
      ...{ id, title, description, source },
    })),
    purposes: Object.entries(policy.purposes).map(([id, purpose]) => {
      const { title, description, categories, retention, recipients, legalBasis } = purpose;
      const basis = legalBasis[jurisdiction];
      return {
        ...{ id, title, description, categories, retention, recipients },
        ...(basis && { legalBasis: basis.basis }),
        ...(basis?.reference !== undefined && { reference: basis.reference }),
      };
    }),
    recipients: Object.entries(policy.recipients).map(([id, recipient]) => {
      const { name, address, contact, role, country, transferMechanism } = recipient;
      return { id, name, address, contact, role, country, transferMechanism };
    }),
    rights: Object.entries(law?.rights ?? {}).map(([right, { reference }]) => ({
      right,
      reference,
    })),
    remedies: remediesIn(policy, jurisdiction),
  };
}
