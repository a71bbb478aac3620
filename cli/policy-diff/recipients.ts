import type { LocatedChange, Moved } from './moved.ts';
import { listChange, pairs, pointer, same } from '../../lib/policy/leaves.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { listed, sentences } from './lists.ts';
import type { OfPurpose } from './uses.ts';

type Recipient = Policy['recipients'][string];

export interface Transfer {
  readonly country: string;
  readonly mechanism: Recipient['transferMechanism'];
}

export type RecipientChange =
  | ({
      readonly kind: 'recipient-added' | 'recipient-removed';
      readonly recipient: string;
      readonly role: Recipient['role'];
      readonly purposes: readonly string[];
    } & Transfer)
  | ({
      readonly kind: 'disclosure-added' | 'disclosure-removed';
      readonly recipient: string;
    } & OfPurpose)
  | ({ readonly kind: 'transfer-changed'; readonly recipient: string } & Moved<Transfer>)
  | ({ readonly kind: 'recipient-role-changed'; readonly recipient: string } & Moved<
      Recipient['role']
    >)
  | ({ readonly kind: 'agreement-changed'; readonly recipient: string } & Moved<
      Recipient['agreement']
    >);

/** Who else gets data, for what, and where it goes. */
export function recipientChanges(from: Policy, to: Policy): LocatedChange<RecipientChange>[] {
  const { added, removed, common } = pairs(from.recipients, to.recipients);
  const whole = (
    kind: 'recipient-added' | 'recipient-removed',
    policy: Policy,
    [recipient, value]: [string, Recipient],
  ): LocatedChange<RecipientChange> => ({
    change: {
      kind,
      recipient,
      role: value.role,
      purposes: purposesOf(policy, recipient),
      ...transferOf(value),
    },
    at: [pointer('recipients', recipient)],
  });
  return [
    ...added.map((entry) => whole('recipient-added', to, entry)),
    ...removed.map((entry) => whole('recipient-removed', from, entry)),
    ...common.flatMap(([id, before, after]) => changesOf(id, before, after)),
    ...disclosureChanges(from, to),
  ];
}

function changesOf(
  recipient: string,
  before: Recipient,
  after: Recipient,
): LocatedChange<RecipientChange>[] {
  const at = (...fields: string[]) =>
    fields.map((field) => pointer('recipients', recipient, field));
  const changes: LocatedChange<RecipientChange>[] = [];
  const transfers = { from: transferOf(before), to: transferOf(after) };
  if (!same(transfers.from, transfers.to)) {
    changes.push({
      change: { kind: 'transfer-changed', recipient, ...transfers },
      at: at('country', 'transferMechanism'),
    });
  }
  if (before.role !== after.role) {
    changes.push({
      change: { kind: 'recipient-role-changed', recipient, from: before.role, to: after.role },
      at: at('role'),
    });
  }
  if (!same(before.agreement, after.agreement)) {
    const agreements = { from: before.agreement, to: after.agreement };
    changes.push({
      change: { kind: 'agreement-changed', recipient, ...agreements },
      at: at('agreement'),
    });
  }
  return changes;
}

/** Of purposes that stay: those of a new or removed purpose are reported with it. */
const disclosureChanges = (from: Policy, to: Policy): LocatedChange<RecipientChange>[] =>
  pairs(from.purposes, to.purposes).common.flatMap(([purpose, before, after]) => {
    const { added, removed } = listChange(before.recipients, after.recipients);
    const at = [pointer('purposes', purpose, 'recipients')];
    return [
      ...added.map((recipient): LocatedChange<RecipientChange> => ({
        change: { kind: 'disclosure-added', purpose, recipient },
        at,
      })),
      ...removed.map((recipient): LocatedChange<RecipientChange> => ({
        change: { kind: 'disclosure-removed', purpose, recipient },
        at,
      })),
    ];
  });

const transferOf = ({ country, transferMechanism }: Recipient): Transfer => ({
  country,
  mechanism: transferMechanism,
});

const purposesOf = ({ purposes }: Policy, recipient: string): string[] =>
  Object.entries(purposes)
    .filter(([, { recipients }]) => recipients.includes(recipient))
    .map(([id]) => id);

export function recipientWords(change: RecipientChange): string {
  switch (change.kind) {
    case 'recipient-added':
      return sentences(
        `Recipient ${change.recipient} is new: ${change.role} in ${showTransfer(change)},`,
        `for ${listed(change.purposes)}.`,
      );
    case 'recipient-removed':
      return sentences(
        `Recipient ${change.recipient} is gone (was ${change.role} in ${showTransfer(change)}).`,
        'What it has received it still has: ask it to return or delete it (GDPR Art. 28(3)(g)).',
      );
    case 'disclosure-added':
      return `${change.recipient} gets data for ${change.purpose}.`;
    case 'disclosure-removed':
      return `${change.recipient} gets no more data for ${change.purpose}.`;
    case 'transfer-changed':
      return sentences(
        `Data that goes to ${change.recipient} goes to ${showTransfer(change.to)} instead of`,
        `${showTransfer(change.from)}.`,
      );
    case 'recipient-role-changed':
      return `${change.recipient} is ${change.to} instead of ${change.from}.`;
    case 'agreement-changed':
      return sentences(
        `The agreement with ${change.recipient} runs ${showAgreement(change.to)} instead of`,
        `${showAgreement(change.from)}.`,
      );
  }
}

const showTransfer = ({ country, mechanism }: Transfer): string => `${country} (${mechanism})`;

const showAgreement = (agreement: {
  readonly signedOn: string;
  readonly expiresOn?: string | undefined;
}): string => `from ${agreement.signedOn} to ${agreement.expiresOn ?? 'open end'}`;
