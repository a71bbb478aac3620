import { timesOf } from '../disclosure/model/disclosure.ts';
import type { Disclosed, DisclosedTimes } from '../disclosure/model/disclosure.ts';
import type { Policy } from '../policy/schema.ts';
import type { CategoryContents } from './files.ts';

export interface RecipientFacts {
  readonly id: string;
  /** The id, where the policy names the recipient no more. */
  readonly name: string;
  /** What the policy says of it; absent where it names the recipient no more. */
  readonly address?: string;
  readonly contact?: string;
  readonly website?: string;
  readonly role?: 'processor' | 'controller' | 'joint-controller';
  /** ISO 3166. */
  readonly country?: string;
  /** Purposes and categories for which it gets records of this person. */
  readonly purposes: readonly string[];
  readonly categories: readonly string[];
  /** It serves every purpose, so that it holds the account and the evidence as well. */
  readonly account: boolean;
  /** What lets data leave the EEA: GDPR Art. 15(2), 46. Absent where nothing has to. */
  readonly transferMechanism?: Exclude<Mechanism, 'none-needed'>;
  /** Processors that the agreement lets it engage: GDPR Art. 28(2). Absent where it has none. */
  readonly subProcessors?: readonly {
    readonly name: string;
    readonly country: string;
    readonly does: string;
  }[];
  /** Single disclosures that were recorded. */
  readonly disclosures?: DisclosedTimes;
}
type Mechanism = Policy['recipients'][string]['transferMechanism'];

/**
 * Who actually gets this person's data, by name and not by kind (CJEU C-154/21, Österreichische
 * Post): the recipients of purposes for which records of the person exist, and those to whom a
 * disclosure was recorded, those included that the policy has given up since. Not everybody whom the
 * policy names.
 */
export function actualRecipients(
  policy: Pick<Policy, 'recipients' | 'purposes'>,
  contents: readonly Pick<CategoryContents, 'category' | 'purposes'>[],
  disclosed: readonly Disclosed[],
): RecipientFacts[] {
  const purposes = Object.values(policy.purposes);
  const named = Object.entries(policy.recipients).flatMap(([id, recipient]): RecipientFacts[] => {
    const disclosure = disclosed.find((each) => each.recipient === id);
    const pairs = contents.flatMap(({ category, purposes: counts }) =>
      Object.keys(counts)
        .filter((purpose) => policy.purposes[purpose]?.recipients.includes(id))
        .map((purpose) => ({ purpose, category })),
    );
    const account = purposes.length > 0 && purposes.every((each) => each.recipients.includes(id));
    if (pairs.length === 0 && disclosure === undefined && !account) return [];
    const { name, address, contact, website, role, country, transferMechanism } = recipient;
    const { subProcessors } = recipient.agreement;
    return [
      {
        ...{ id, name, address, contact, role, country, account },
        website,
        ...(subProcessors.length > 0 && { subProcessors }),
        purposes: distinct(
          pairs.map(({ purpose }) => purpose),
          disclosure?.purposes,
        ),
        categories: distinct(
          pairs.map(({ category }) => category),
          disclosure?.categories,
        ),
        transferMechanism: transferMechanism === 'none-needed' ? undefined : transferMechanism,
        disclosures: disclosure && timesOf(disclosure),
      },
    ];
  });
  const gone = disclosed.filter(({ recipient }) => !Object.hasOwn(policy.recipients, recipient));
  return [
    ...named,
    ...gone.map(({ recipient: id, purposes, categories, ...disclosure }) => ({
      ...{ id, name: id, purposes, categories, account: false },
      disclosures: timesOf(disclosure),
    })),
  ];
}

/** GDPR Art. 15(2) has people told of the safeguards of Art. 46; an adequacy decision is published. */
export const hasCopy = (mechanism: RecipientFacts['transferMechanism']): boolean =>
  mechanism !== undefined && mechanism !== 'adequacy';

const distinct = (one: readonly string[], other: readonly string[] = []): string[] => [
  ...new Set([...one, ...other]),
];
