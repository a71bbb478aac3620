import { lookUp } from '../policy/locale.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type {
  LegalBasis,
  Obligation,
  OptOutRight,
  WithholdingGround,
} from '../policy/vocabulary.ts';
import { categoryFor } from '../policy/categories.ts';
import { toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import { byDefault } from '../policy/applied.ts';
import { standingOf } from '../policy/standing.ts';
import {
  dataRetentionPeriod,
  evidenceRetentionPeriod,
} from '../subject/model/retention-periods.ts';
import type { RetentionPeriod } from '../subject/model/retention-periods.ts';
import type { Subject } from '../subject/model/subject.ts';
import { untouched } from '../subject/model/subject.ts';
import type { CategoryContents, SourceCount } from './files.ts';
import { retentionFactsOf } from './retention-facts.ts';
import type { RetentionFacts } from './retention-facts.ts';
import type { Disclosed } from '../disclosure/model/disclosure.ts';
import { actualRecipients } from './recipients.ts';
import type { RecipientFacts } from './recipients.ts';
import { rightsOf } from './rights.ts';
import type { RightFacts } from './rights.ts';
import { policyTexts } from './texts.ts';
import type { AutomatedDecision, PolicyTexts, Titled } from './texts.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

/**
 * What a person is informed of beside the data itself: GDPR Art. 15(1)(a)-(h), 15(2); Civ. Code 1798.110,
 * 1798.130(a)(3)-(4) and 11 CCR 7024(k); FADP Art. 25(2).
 */
export interface ExportFacts {
  readonly controller: Policy['controller'];
  readonly jurisdictions: readonly LawFacts[];
  /** The request named these categories alone: records of others may be held. All when absent. */
  readonly only?: readonly string[];
  /** Of which records are held. */
  readonly categories: readonly CategoryFacts[];
  /** By id: of the policy, and of what is held. */
  readonly categoryNames: Readonly<Record<string, Titled>>;
  /** For which records are held, then the others of the policy. */
  readonly purposes: readonly PurposeFacts[];
  readonly recipients: readonly RecipientFacts[];
  readonly evidence: readonly EvidenceFacts[];
  readonly withheld: readonly WithheldItem[];
  /** GDPR Art. 18, and legal holds. */
  readonly restrictedPurposes: Subject['restrictedPurposes'];
  readonly heldCategories: Subject['heldCategories'];
  readonly rights: readonly RightFacts[];
  readonly remedies: readonly (ReturnType<PolicyTexts['remedies']> & {
    readonly jurisdiction: JurisdictionId;
  })[];
}

interface LawFacts {
  readonly id: JurisdictionId;
  readonly name: string;
  /** What people read: `name` where the language of the export has no label. */
  readonly label: { readonly name: string; readonly short: string; readonly lang: string };
  /** Whether its facts are for orientation. */
  readonly advisory: boolean;
}

export interface CategoryFacts extends Titled {
  readonly id: string;
  readonly sensitivity: 'ordinary' | 'special';
  /** Given by the person, observed, or inferred: GDPR Art. 14(2)(f), 15(1)(g). Unknown when absent. */
  readonly source?: 'provided' | 'observed' | 'inferred';
  readonly contents: CategoryContents;
  /** ISO 8601; the person has chosen it, and nothing keeps the data longer. */
  readonly ownRetention?: string;
  readonly recipients: readonly string[];
}

type Declared = NonNullable<Policy['purposes'][string]['legalBasis'][JurisdictionId]>;
/** GDPR Art. 9(2). */
export type Condition = NonNullable<Declared['condition']>;

export interface BasisFacts {
  readonly jurisdiction: JurisdictionId;
  readonly basis: LegalBasis;
  readonly reference?: string;
  readonly condition?: Condition;
  readonly optOut?: OptOutRight;
}

export interface PurposeFacts extends Titled {
  readonly id: string;
  readonly role: 'controller' | 'joint-controller' | 'processor';
  /** Records of the person that serve it, by category. */
  readonly records: Readonly<Record<string, number>>;
  /** None where no law that applies gives one: the purpose is then not pursued for this person. */
  readonly bases: readonly (BasisFacts & {
    /** For data collected before the day. */
    readonly before?: Omit<BasisFacts, 'jurisdiction'> & { readonly day: string };
  })[];
  /** ISO 8601, from collection, in the policy. */
  readonly retention: string;
  /** How long data of the person is kept for it: by category, with the date where it is known. */
  readonly retentionFacts: readonly RetentionFacts[];
  readonly recipients: readonly string[];
  readonly obligations: readonly Obligation[];
  /** Whether an erasure keeps records of it. */
  readonly withhold?: { readonly ground: WithholdingGround; readonly reference: string };
  readonly automatedDecision?: AutomatedDecision;
}

export interface EvidenceFacts {
  readonly kind: 'consent' | 'request';
  readonly count: number;
  /** ISO 8601, from the end of the choice or of the request. */
  readonly retention: string;
  readonly from: RetentionPeriod['from'];
  /** When the last of it ends, RFC 3339; absent where there is none. */
  readonly until?: string;
  readonly ground: WithholdingGround;
  readonly reference: string;
}

/** How much proof is held, and when the last of it ends. */
export interface Proof {
  readonly count: number;
  readonly until?: EpochSeconds;
}

/** What was found of the person. */
export interface Found {
  readonly subject: Subject | undefined;
  /** The first is the primary one. */
  readonly jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]];
  readonly contents: readonly CategoryContents[];
  readonly disclosed: readonly Disclosed[];
  readonly consents: Proof;
  readonly requests: Proof;
  /** What earlier erasures withheld. */
  readonly withheld?: readonly WithheldItem[];
  /** Categories that the request names; all when absent. */
  readonly only?: readonly string[];
}

export function exportFacts(
  policy: Policy,
  locale: string,
  found: Found,
  now: EpochMilliseconds,
): ExportFacts {
  const { jurisdictions, subject, contents } = found;
  const texts = policyTexts(policy, locale);
  const purposes = purposesOf(policy, texts, found, now);
  const recipients = actualRecipients(policy, contents, found.disclosed);
  const names = new Set([
    ...Object.keys(policy.categories),
    ...contents.map((each) => each.category),
  ]);
  return {
    controller: policy.controller,
    jurisdictions: jurisdictions.map((id) => ({
      id,
      name: policy.law[id]?.name ?? id,
      label: labelOf(policy, id, locale),
      advisory: standingOf(policy, id).kind === 'advisory',
    })),
    only: found.only,
    categories: contents.map((each) => categoryOf(policy, texts, found, each, recipients, now)),
    categoryNames: Object.fromEntries([...names].map((id) => [id, texts.category(id)])),
    purposes,
    recipients,
    evidence: (['consent', 'request'] as const).map((kind) => evidenceOf(policy, kind, found)),
    withheld: found.withheld ?? [],
    restrictedPurposes: subject?.restrictedPurposes ?? [],
    heldCategories: subject?.heldCategories ?? [],
    rights: rightsOf(policy, jurisdictions, now),
    remedies: jurisdictions.map((jurisdiction) => ({
      jurisdiction,
      ...texts.remedies(jurisdiction, byDefault(policy, subject, jurisdictions)),
    })),
  };
}

function evidenceOf(
  policy: Policy,
  kind: EvidenceFacts['kind'],
  { consents, requests }: Found,
): EvidenceFacts {
  const { count, until: end } = kind === 'consent' ? consents : requests;
  const { period, from, until } = evidenceRetentionPeriod(
    policy,
    kind,
    end === undefined ? [] : [end],
  );
  const { ground, reference } = policy.evidence[kind];
  return {
    ...{ kind, count, ground, reference, from },
    retention: period,
    until: until && toRfc3339(until),
  };
}

function categoryOf(
  policy: Policy,
  texts: PolicyTexts,
  { subject, jurisdictions }: Found,
  contents: CategoryContents,
  recipients: readonly RecipientFacts[],
  now: EpochMilliseconds,
): CategoryFacts {
  const id = contents.category;
  const ruled = categoryFor(policy, id) ?? id;
  const { sensitivity = 'ordinary', source } = policy.categories[ruled] ?? {};
  const settings = subject?.settings ?? untouched;
  const person = { policy, jurisdictions, settings, now };
  const retention = dataRetentionPeriod(person, id, Object.keys(contents.purposes));
  return {
    id,
    ...texts.category(id),
    sensitivity,
    ...(source !== undefined && { source }),
    contents: { ...contents, sources: contents.sources.map((one) => named(policy, one)) },
    ownRetention: retention?.own === true ? retention.period : undefined,
    recipients: recipients.filter(({ categories }) => categories.includes(id)).map(({ id }) => id),
  };
}

/** GDPR Art. 14(2)(f): the name of the recipient that data was obtained from. */
const named = ({ recipients }: Policy, source: SourceCount): SourceCount =>
  source.recipient === undefined || !Object.hasOwn(recipients, source.recipient)
    ? source
    : { ...source, name: recipients[source.recipient]?.name };

function purposesOf(
  policy: Policy,
  texts: PolicyTexts,
  found: Found,
  now: EpochMilliseconds,
): PurposeFacts[] {
  const { contents, jurisdictions } = found;
  const recordsOf = (purpose: string) =>
    Object.fromEntries(
      contents.flatMap(({ category, purposes }) => {
        const count = purposes[purpose];
        return count === undefined ? [] : [[category, count]];
      }),
    );
  const facts = Object.entries(policy.purposes).map(([id, purpose]): PurposeFacts => {
    const { role, retention, recipients, obligations, withhold } = purpose;
    return {
      id,
      ...texts.purpose(id),
      ...{ role, retention, recipients, obligations },
      records: recordsOf(id),
      retentionFacts: retentionFactsOf(policy, found, id, now),
      bases: basesOf(purpose, jurisdictions),
      withhold,
    };
  });
  const isHeld = ({ records }: PurposeFacts) => Object.keys(records).length > 0;
  return [...facts.filter(isHeld), ...facts.filter((purpose) => !isHeld(purpose))];
}

function labelOf({ law }: Policy, id: JurisdictionId, locale: string): LawFacts['label'] {
  const { name = id, labels = {} } = law[id] ?? {};
  const lang = lookUp(Object.keys(labels), locale);
  const label = lang === undefined ? undefined : labels[lang];
  return { name, short: name, lang: lang ?? 'en', ...label };
}

function basesOf(
  { legalBasis }: Policy['purposes'][string],
  jurisdictions: readonly JurisdictionId[],
): PurposeFacts['bases'] {
  return jurisdictions.flatMap((jurisdiction) => {
    const declared = legalBasis[jurisdiction];
    if (declared === undefined) return [];
    const { effectiveFrom: day, previous, ...basis } = declared;
    return [
      {
        jurisdiction,
        ...basis,
        before: day !== undefined && previous ? { ...previous, day } : undefined,
      },
    ];
  });
}
