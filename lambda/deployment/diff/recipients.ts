import type { Policy } from '../../policy/schema.ts';
import { listChange, pairs, pointer } from '../../policy/leaves.ts';
import { listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { agreement } from './agreements.ts';
import { by, detail, elsewhere, fieldChanges, reportsIn, within } from './fields.ts';
import type { Fields } from './fields.ts';
import { showIdIssuer } from './id-issuer.ts';

type Recipient = Policy['recipients'][string];

const { report, value, list } = reportsIn('Recipients');

const entry = (recipient: string) => ({
  name: recipient,
  at: [pointer('recipients', recipient)],
  facts: { recipient },
});

/** Who else gets data, for what, and where it goes. */
export const recipientChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(from.recipients, to.recipients);
  return [
    ...added.map(([id, value]) => {
      const { facts, place } = about(to, id, value);
      const words = `Recipient ${id} is new: ${place}, for ${listed(facts.purposes)}.`;
      return report('recipient-added', { ...entry(id), facts }, words, 'new-recipient');
    }),
    ...removed.map(([id, value]) => {
      const { facts, place } = about(from, id, value);
      const words = sentences(
        `Recipient ${id} is gone (was ${place}).`,
        'What it has received it still has: ask it to return or delete it (GDPR Art. 28(3)(g)).',
      );
      return report('recipient-removed', { ...entry(id), facts }, words);
    }),
    ...common.flatMap(([id, before, after]) => [
      ...transfer(
        { ...entry(id), at: within(entry(id), 'country', 'transferMechanism') },
        transferOf(before),
        transferOf(after),
      ),
      ...fieldChanges(fields, entry(id), before, after),
    ]),
    ...pairs(from.purposes, to.purposes).common.flatMap(([id, before, after]) =>
      disclosureChanges(id, before.recipients, after.recipients),
    ),
  ];
};

function about({ purposes }: Policy, recipient: string, value: Recipient) {
  const served = Object.entries(purposes).filter(([, each]) => each.recipients.includes(recipient));
  const { role } = value;
  return {
    facts: { recipient, role, purposes: served.map(([id]) => id), ...transferOf(value) },
    place: `${role} in ${showTransfer(transferOf(value))}`,
  };
}

const transferOf = ({ country, transferMechanism: mechanism }: Recipient) => ({
  country,
  mechanism,
});
const showTransfer = ({ country, mechanism }: ReturnType<typeof transferOf>): string =>
  `${country} (${mechanism})`;
const fields: Fields<Recipient> = {
  name: detail,
  address: detail,
  contact: detail,
  website: detail,
  country: elsewhere,
  transferMechanism: elsewhere,
  role: value(
    'recipient-role-changed',
    (recipient, was, is) => `${recipient} is ${is} instead of ${was}.`,
    (_, is) => is !== 'processor' && 'new-recipient',
  ),
  agreement: (entry, from, to) => fieldChanges(agreement, entry, from, to),
  transferAssessment: value(
    'transfer-assessment-changed',
    (recipient, was, is) =>
      `The assessment of the transfer to ${recipient} is ${showAssessment(is)} instead of ${showAssessment(was)}.`,
    (was, is) => was !== undefined && is === undefined && 'fewer-safeguards',
  ),
  certificates: by(
    (certificates: Recipient['certificates'] | undefined) =>
      certificates?.map(({ name, expiresOn }) => `${name} (to ${expiresOn})`),
    list('certificates-changed', {
      added: (recipient, names) => `Certificates of ${recipient} now have ${names}.`,
      removed: (recipient, names) => `Certificates of ${recipient} no longer have ${names}.`,
    }),
  ),
  notify: value(
    'recipient-notification-changed',
    (recipient, was, is) =>
      `${recipient} is notified of rectification, erasure and restriction ${showNotify(is)} instead of ${showNotify(was)}.`,
    (was, is) => was !== undefined && is === undefined && 'fewer-safeguards',
  ),
};

const showAssessment = (assessment: Recipient['transferAssessment']): string =>
  assessment === undefined ? 'none' : `of ${assessment.doneOn}, valid to ${assessment.validUntil}`;
const showNotify = (notify: Recipient['notify']): string =>
  notify === undefined
    ? 'by events alone'
    : `at ${notify.url} with ${listed(notify.identifiers)}${notify.issuer === undefined ? '' : ` of ${showIdIssuer(notify.issuer)}`}`;

const transfer = value<ReturnType<typeof transferOf>>(
  'transfer-changed',
  (recipient, was, is) =>
    `Data that goes to ${recipient} goes to ${showTransfer(is)} instead of ${showTransfer(was)}.`,
  (was, is) => was.country !== is.country && 'new-transfer',
);

function disclosureChanges(
  purpose: string,
  before: readonly string[],
  after: readonly string[],
): readonly Change[] {
  const { added, removed } = listChange(before, after);
  const disclosure = (recipient: string) => ({
    at: [pointer('purposes', purpose, 'recipients')],
    facts: { purpose, recipient },
  });
  return [
    ...added.map((id) =>
      report(
        'disclosure-added',
        disclosure(id),
        `${id} gets data for ${purpose}.`,
        'new-recipient',
      ),
    ),
    ...removed.map((id) =>
      report('disclosure-removed', disclosure(id), `${id} gets no more data for ${purpose}.`),
    ),
  ];
}
