import { basesOf } from '../../lambda/policy/basis-vocabulary.ts';
import type { Elsewhere, Law } from '../../lambda/policy/law.ts';
import type { Finding } from './problem.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import { staleReviews } from '../../lambda/policy/standing.ts';

/** What should be known of the laws in use, and of who has checked them. */
export const jurisdictionWarnings = (
  document: PolicyDocument,
  law: Law,
  today: string,
): Finding[] => [
  ...staleWarnings(document, today),
  ...reviewWarnings(document, law, today),
  ...idleBases(document, law),
  ...unspecifiedModels(law),
  ...unknownBreachDuties(law),
  ...unofferedAppeals(document, law),
];

/** People whose law has their browser's opt-out obeyed are heard; their other rights are the default's. */
export function signalsElsewhere(elsewhere: Elsewhere): Finding[] {
  const states = Object.entries(elsewhere).flatMap(([place, { signal }]) =>
    signal.duty ? [place] : [],
  );
  if (states.length === 0) return [];
  return [
    {
      path: ['jurisdictions', 'residences'],
      at: 'key',
      message: `The laws of ${states.join(', ')} oblige you to obey opt-out signals of browsers, and nothing is said of those places: signals are obeyed, all else follows the default law.`,
      remedy: 'Name them under jurisdictions.residences, with what their laws need.',
    },
  ];
}

const staleWarnings = (document: PolicyDocument, today: string): Finding[] =>
  staleReviews(document, today).map(({ jurisdiction, reviewedOn }) => ({
    path: ['jurisdictions', 'reviews', jurisdiction, 'reviewedOn'],
    message: `The review of ${jurisdiction} is of ${reviewedOn}, older than ${document.jurisdictions.reviewEvery}.`,
    remedy: 'Have its clocks and rights checked again, and write the new day.',
  }));

const reviewWarnings = (
  { jurisdictions: { reviews } }: PolicyDocument,
  law: Law,
  today: string,
): Finding[] =>
  Object.keys(reviews).flatMap((id): Finding[] => {
    const { reviewedOn } = reviews[id] ?? {};
    const path = ['jurisdictions', 'reviews', id];
    if (law[id] === undefined) {
      return [
        {
          path,
          at: 'key',
          message: `No person comes under ${id}, so its review changes nothing.`,
          remedy: 'Remove it, or name a residence.',
        },
      ];
    }
    if (reviewedOn === undefined || reviewedOn <= today) return [];
    return [
      {
        path: [...path, 'reviewedOn'],
        message: `The review is dated ${reviewedOn}, which is still to come.`,
        remedy: 'Write the day on which it was done.',
      },
    ];
  });

/** A basis under a law that applies to no one permits nothing, and no one has checked it. */
const idleBases = ({ purposes }: PolicyDocument, law: Law): Finding[] =>
  Object.entries(purposes).flatMap(([id, purpose]) =>
    basesOf(purpose)
      .filter(([jurisdiction]) => law[jurisdiction] === undefined)
      .map(([jurisdiction]) => ({
        path: ['purposes', id, 'legalBasis', jurisdiction],
        at: 'key',
        message: `No person comes under ${jurisdiction}, so this basis permits nothing.`,
        remedy: 'Name a residence under jurisdictions.residences, or remove the basis.',
      })),
  );

const unspecifiedModels = (law: Law): Finding[] =>
  Object.entries(law)
    .filter(([, { consent }]) => consent.default?.model === 'unspecified')
    .map(([id]) => ({
      path: ['jurisdictions'],
      at: 'key',
      message: `jurisdictions.yaml does not say what ${id} asks of people, so any basis is taken.`,
      remedy: 'Ask counsel which basis the law allows for each purpose.',
    }));

const unknownBreachDuties = (law: Law): Finding[] =>
  Object.entries(law)
    .filter(([, { breach }]) => Object.keys(breach).length === 0)
    .map(([id]) => ({
      path: ['jurisdictions'],
      at: 'key',
      message: `jurisdictions.yaml does not say what ${id} asks after a breach: authority and people are to be informed within 72 hours.`,
      remedy: 'Ask counsel, and add `breach` to its entry.',
    }));

/** An appeal is taken under every law; a person who is refused learns of it only from this text. */
function unofferedAppeals({ jurisdictions, translations }: PolicyDocument, law: Law): Finding[] {
  const texts = [
    { path: ['jurisdictions'], remedies: jurisdictions.remedies },
    ...Object.entries(translations).map(([locale, { remedies }]) => ({
      path: ['translations', locale],
      remedies,
    })),
  ];
  return texts.flatMap(({ path, remedies }) =>
    Object.entries(remedies)
      .filter(([id, { appeal }]) => law[id] !== undefined && appeal === undefined)
      .map(([id]) => ({
        path: [...path, 'remedies', id],
        at: 'key' as const,
        message: `Appeals are taken, and people who are refused under ${id} are not informed of it.`,
        remedy: 'Add `appeal`: how they ask you to look at it again.',
      })),
  );
}
