import type { Policy } from '../../policy/schema.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import { listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { by, detail, elsewhere, fieldChanges, reportsIn } from './fields.ts';
import type { Fields } from './fields.ts';

type Purpose = Policy['purposes'][string];

const { report, value, list } = reportsIn('Use');

const entry = (purpose: string) => ({
  name: purpose,
  at: [pointer('purposes', purpose)],
  facts: { purpose },
});

/** What data is used for; which data, on which basis, is reported by `basisChanges`. */
export const purposeChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(from.purposes, to.purposes);
  return [
    ...added.map(([id, purpose]) => addedPurpose(id, purpose)),
    ...removed.map(([purpose, { categories }]) =>
      report(
        'purpose-removed',
        { ...entry(purpose), facts: { purpose, categories } },
        sentences(
          `Purpose ${purpose} is gone: every decision about it is denied.`,
          `Records of ${listed(categories)} that served it alone are deleted.`,
        ),
      ),
    ),
    ...common.flatMap(([id, before, after]) => fieldChanges(fields, entry(id), before, after)),
  ];
};

function addedPurpose(purpose: string, value: Purpose): Change {
  const { retention, recipients, withhold, consentValidity, automatedDecision } = value;
  const facts = { purpose, retention, recipients, withheld: withhold?.ground, consentValidity };
  const words = sentences(
    `Purpose ${purpose} is new. Its data is kept for ${retention};`,
    `recipients: ${listed(recipients)}.`,
    withhold !== undefined &&
      `It is kept through an erasure until that period ends (${withhold.ground}).`,
    consentValidity !== undefined && `A consent is good for ${consentValidity}.`,
    automatedDecision !== undefined && 'It decides automatically, or profiles people.',
  );
  return report('purpose-added', { ...entry(purpose), facts }, words, 'wider-use');
}

const fields: Fields<Purpose> = {
  title: detail,
  description: detail,
  legalBasis: elsewhere,
  categories: elsewhere,
  retention: elsewhere,
  consentValidity: elsewhere,
  recipients: elsewhere,
  role: value('role-changed', (id, was, is) => `Our role for ${id} is ${is} instead of ${was}.`),
  obligations: list(
    'obligations-changed',
    {
      added: (id, items) => `A caller that uses data for ${id} has to ${items} as well.`,
      removed: (id, items) => `A caller that uses data for ${id} no longer has to ${items}.`,
      after: 'Permits that were given keep their obligations until they end.',
    },
    { removed: 'fewer-safeguards' },
  ),
  // GDPR Art. 22.
  automatedDecision: by(
    (declared) => declared !== undefined,
    value(
      'automated-decision-changed',
      (id, _, is) =>
        is
          ? `Purpose ${id} decides automatically, or profiles people, now.`
          : `Purpose ${id} no longer decides automatically or profiles people.`,
      (_, is) => is && 'wider-use',
    ),
  ),
  withhold: by(
    (withhold) => withhold?.ground,
    reportsIn('Retention').value(
      'withholding-changed',
      withholdingWords,
      (_, is) => is !== undefined && 'longer-retention',
    ),
  ),
};

function withholdingWords(purpose: string, from?: string, to?: string): string {
  if (to === undefined) {
    return sentences(
      `Records of ${purpose} no longer outlive an erasure.`,
      'What earlier erasures have withheld stays until its end.',
    );
  }
  return from === undefined
    ? sentences(
        `Records of ${purpose} outlive an erasure (${to}), those stored already`,
        'included, until their period ends. Certificates say so.',
      )
    : `Records of ${purpose} are withheld on ${to} instead of ${from}.`;
}
