import { bullets, card, factList, note, paragraph, said, section, soft } from './elements.ts';
import { isOpenToObjection } from '../policy/grounds.ts';
import type { BasisFacts, PurposeFacts } from './facts.ts';
import type { RetentionFacts } from './retention-facts.ts';
import type { PageContents } from './page-contents.ts';
import { categoryTitle, lawShort, namesOf, subProcessorsOf } from './page-names.ts';
import { hasCopy } from './recipients.ts';
import type { RecipientFacts } from './recipients.ts';
import type { Speech } from './words.ts';
import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

const isUsed = ({ records }: PurposeFacts): boolean => Object.keys(records).length > 0;

/** GDPR Art. 15(1)(a), (d); Civ. Code 1798.110(a)(3). */
export function usesSection(page: PageContents): Html {
  const { words, language } = page.speech;
  const used = page.facts.purposes.filter(isUsed);
  const others = page.facts.purposes.filter((purpose) => !isUsed(purpose));
  return section('uses', words.uses.heading, [
    ...(used.length === 0 ? [paragraph(words.uses.none)] : [soft(words.uses.lead)]),
    ...used.map((purpose) => purposeCard(page, purpose)),
    ...(others.length === 0
      ? []
      : [
          html`<h3>${words.uses.others}</h3>`,
          bullets(
            others.map(
              ({ title, description, lang }) =>
                html`<strong>${said(title, lang, language)}</strong>:
                  ${said(description, lang, language)}`,
            ),
          ),
        ]),
  ]);
}

function purposeCard(page: PageContents, purpose: PurposeFacts): Html {
  const { speech } = page;
  const { words, labels, language } = speech;
  const { title, description, lang, withhold, recipients, obligations } = purpose;
  const names = namesOf(page);
  return card(said(title, lang, language), [
    html`<p>${said(description, lang, language)}</p>`,
    ...(isRestricted(page, purpose) ? [note(words.uses.restricted)] : []),
    factList([
      [words.uses.data, bullets(names.categories(Object.keys(purpose.records)))],
      [
        words.uses.basis,
        purpose.bases.length === 0 ? words.uses.noBasis : basesText(page, purpose),
      ],
      [words.uses.optOut, optOutsText(page, purpose)],
      [
        words.uses.retained,
        bullets(purpose.retentionFacts.map((each) => retentionText(page, each))),
      ],
      [
        words.uses.recipients,
        recipients.length === 0 ? undefined : bullets(names.recipients(recipients)),
      ],
      [
        words.uses.safeguards,
        obligations.length === 0
          ? undefined
          : bullets(obligations.map((each) => labels.obligation[each])),
      ],
      [words.uses.role, purpose.role === 'controller' ? undefined : labels.ourRole[purpose.role]],
      [
        words.uses.withheld,
        withhold &&
          html`${labels.ground[withhold.ground]}
          (${said(withhold.reference, page.policyLanguage, language)})`,
      ],
    ]),
  ]);
}

/** GDPR Art. 15(1)(d): the day where it is known, and the period that applies to this person. */
function retentionText(
  page: PageContents,
  { category, period, own, until, keptBy }: RetentionFacts,
): Html {
  const { speech } = page;
  const { uses } = speech.words;
  const counted = own
    ? uses.ownFromCollection(speech.period(period))
    : uses.fromCollection(speech.period(period));
  const ends = [
    ...(until === undefined ? [] : [uses.until(speech.day(until))]),
    ...(keptBy === undefined ? [] : [uses.keptBy[keptBy]]),
  ];
  return html`${categoryTitle(page, category)}: ${[counted, ...ends].join('; ')}`;
}

const isRestricted = (
  { facts: { restrictedPurposes: restricted } }: PageContents,
  { id }: PurposeFacts,
) => restricted === 'all' || restricted.includes(id);

function basesText(page: PageContents, { bases }: PurposeFacts) {
  const { speech, policyLanguage } = page;
  const { labels, words, language } = speech;
  const basisText = (
    { basis, condition, reference }: Omit<BasisFacts, 'jurisdiction'>,
    jurisdiction: BasisFacts['jurisdiction'],
    day?: string,
  ): Html => {
    const named = labels.basis[basis];
    const since = day === undefined ? named : words.uses.before(speech.day(day), named);
    const label = condition === undefined ? since : `${since} (${labels.condition[condition]})`;
    return reference === undefined
      ? html`${label}: ${lawShort(page, jurisdiction)}`
      : html`${label}: ${said(reference, policyLanguage, language)}`;
  };
  return bullets(
    bases.flatMap(({ jurisdiction, before, ...basis }) => [
      basisText(basis, jurisdiction),
      ...(before ? [basisText(before, jurisdiction, before.day)] : []),
    ]),
  );
}

function optOutsText({ speech: { labels }, law }: PageContents, { bases }: PurposeFacts) {
  const rights = bases.flatMap(({ basis, condition, optOut, jurisdiction }) => {
    if (basis === 'opt-out') return [optOut ?? 'opt-out-sale-share'];
    if (basis === 'consent' || condition === 'explicit-consent')
      return ['withdraw-consent' as const];
    return isOpenToObjection({ law }, basis, jurisdiction) ? ['objection' as const] : [];
  });
  return rights.length === 0
    ? undefined
    : bullets([...new Set(rights)].map((right) => labels.right[right]));
}

/** GDPR Art. 15(1)(c), 15(2): by name, with what protects data abroad and where to get a copy of it. */
export function recipientsSection(page: PageContents): Html {
  const { words } = page.speech;
  const { recipients } = page.facts;
  return section('recipients', words.recipients.heading, [
    recipients.length === 0 ? paragraph(words.recipients.none) : soft(words.recipients.lead),
    ...recipients.map((recipient) => recipientCard(page, recipient)),
  ]);
}

function recipientCard(page: PageContents, recipient: RecipientFacts): Html {
  const { speech, facts } = page;
  const { words, labels } = speech;
  const { transferMechanism: mechanism, disclosures, account } = recipient;
  const names = namesOf(page);
  const data = [
    ...names.categories(recipient.categories),
    ...(account ? [words.recipients.accountData] : []),
  ];
  return card(recipient.name, [
    factList([
      [words.recipients.data, bullets(data)],
      [
        words.recipients.purposes,
        recipient.purposes.length === 0 ? undefined : bullets(names.purposes(recipient.purposes)),
      ],
      [words.recipients.role, recipient.role && labels.role[recipient.role]],
      [words.recipients.address, recipient.address],
      [words.recipients.contact, recipient.contact],
      [words.recipients.country, recipient.country && speech.country(recipient.country)],
      [
        words.recipients.transfer,
        recipient.country && transferText(speech, mechanism, facts.controller.contact),
      ],
      [words.recipients.subProcessors, subProcessorsOf(page, recipient)],
      [
        words.recipients.single,
        disclosures &&
          words.recipients.disclosures(
            speech.number(disclosures.count),
            speech.day(disclosures.oldest),
            speech.day(disclosures.newest),
          ),
      ],
    ]),
  ]);
}

function transferText(
  { words, labels }: Speech,
  mechanism: RecipientFacts['transferMechanism'],
  contact: string,
): string {
  if (mechanism === undefined) return words.recipients.noTransfer;
  const label = labels.mechanism[mechanism];
  return hasCopy(mechanism) ? words.recipients.copy(label, contact) : label;
}

/**
 * GDPR Art. 15(1)(h), 22; FADP Art. 25(2)(f); 11 CCR 7222: logic, significance, consequences, and which
 * of the person's data goes in (CJEU C-203/22).
 */
export function automatedSection(page: PageContents): Html {
  const { words, language } = page.speech;
  const automated = page.facts.purposes.flatMap((purpose) => {
    const { automatedDecision: decision, obligations, records, title, lang } = purpose;
    if (decision === undefined) return [];
    const person = obligations.includes('human-review')
      ? words.automated.reviewed
      : words.automated.contest;
    return [
      card(said(title, lang, language), [
        soft(isUsed(purpose) ? words.automated.onHold : words.automated.notHeld),
        factList([
          [
            words.automated.data,
            isUsed(purpose) ? bullets(namesOf(page).categories(Object.keys(records))) : undefined,
          ],
          [words.automated.logic, said(decision.logic, decision.lang, language)],
          [words.automated.consequences, said(decision.consequences, decision.lang, language)],
          [words.automated.person, person],
        ]),
      ]),
    ];
  });
  return section('automated', words.automated.heading, [
    automated.length === 0 ? paragraph(words.automated.none) : soft(words.automated.lead),
    ...automated,
  ]);
}
