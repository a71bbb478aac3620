import { bullets, card, facts, note, paragraph, said, section, soft } from './export-elements.ts';
import type { Content } from './export-elements.ts';
import type { BasisFacts, PurposeFacts } from './export-facts.ts';
import type { PageContents } from './export-page-contents.ts';
import { namesOf } from './export-page-names.ts';
import type { RecipientFacts } from './export-recipients.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

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
    facts([
      [words.uses.data, bullets(names.categories(Object.keys(purpose.records)))],
      [
        words.uses.basis,
        purpose.bases.length === 0 ? words.uses.noBasis : basesTold(page, purpose),
      ],
      [words.uses.optOut, optOutsTold(page, purpose)],
      [words.uses.kept, words.uses.fromCollection(speech.period(purpose.retention))],
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
          html`${labels.ground[withhold.ground]}:
          ${said(withhold.reference, page.policyLanguage, language)}`,
      ],
    ]),
  ]);
}

const isRestricted = (
  { facts: { restrictedPurposes: restricted } }: PageContents,
  { id }: PurposeFacts,
) => restricted === 'all' || restricted.includes(id);

function basesTold(page: PageContents, { bases }: PurposeFacts): Content {
  const { speech, policyLanguage } = page;
  const told = ({ basis, reference }: Omit<BasisFacts, 'jurisdiction'>): Html => {
    const label = speech.labels.basis[basis];
    return reference === undefined
      ? html`${label}`
      : html`${label}: ${said(reference, policyLanguage, speech.language)}`;
  };
  return bullets(
    bases.flatMap(({ before, ...basis }) => [
      told(basis),
      ...(before
        ? [speech.words.uses.before(speech.day(before.day), speech.labels.basis[before.basis])]
        : []),
    ]),
  );
}

function optOutsTold({ speech: { labels } }: PageContents, { bases }: PurposeFacts) {
  const rights = bases.flatMap(({ basis, optOut }) => {
    if (basis === 'opt-out') return [optOut ?? 'opt-out-sale-share'];
    if (basis === 'consent') return ['withdraw-consent' as const];
    return basis === 'legitimate-interests' || basis === 'public-task'
      ? ['objection' as const]
      : [];
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
  const { speech, facts: told } = page;
  const { words, labels } = speech;
  const { transferMechanism: mechanism, disclosures, account } = recipient;
  const names = namesOf(page);
  const data = [
    ...names.categories(recipient.categories),
    ...(account ? [words.recipients.accountData] : []),
  ];
  return card(recipient.name, [
    facts([
      [words.recipients.data, bullets(data)],
      [
        words.recipients.purposes,
        recipient.purposes.length === 0 ? undefined : bullets(names.purposes(recipient.purposes)),
      ],
      [words.recipients.role, labels.role[recipient.role]],
      [words.recipients.address, recipient.address],
      [words.recipients.contact, recipient.contact],
      [words.recipients.country, speech.country(recipient.country)],
      [
        words.recipients.transfer,
        mechanism === undefined
          ? words.recipients.noTransfer
          : words.recipients.copy(labels.mechanism[mechanism], told.controller.contact),
      ],
      [
        words.recipients.single,
        disclosures &&
          words.recipients.disclosures(
            speech.number(disclosures.count),
            speech.day(disclosures.newest),
          ),
      ],
    ]),
  ]);
}

/** GDPR Art. 15(1)(h), 22; FADP Art. 25(2)(f); 11 CCR 7222: logic, significance, consequences. */
export function automatedSection(page: PageContents): Html {
  const { words, language } = page.speech;
  const automated = page.facts.purposes.flatMap((purpose) => {
    const { automatedDecision: decision, obligations, title, lang } = purpose;
    if (decision === undefined) return [];
    const person = obligations.includes('human-review')
      ? words.automated.reviewed
      : words.automated.contest;
    return [
      card(said(title, lang, language), [
        soft(isUsed(purpose) ? words.automated.held : words.automated.notHeld),
        facts([
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
