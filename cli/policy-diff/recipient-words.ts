import type { RecipientChange, Transfer } from './change.ts';
import { listed, sentences } from './lists.ts';

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
