import type { GateChange, IssuerChange, LawChange } from './change.ts';
import { listed, sentences } from './lists.ts';

export function lawWords(change: GateChange | LawChange): string {
  switch (change.kind) {
    case 'approval-changed':
      return change.to
        ? `Requests for ${change.request} wait for the approval of the privacy team.`
        : `Requests for ${change.request} are carried out without the approval of the privacy team.`;
    case 'recent-authentication-changed':
      return sentences(
        `For ${change.request} a person may have signed in ${change.to} ago instead of`,
        `${change.from}.`,
      );
    case 'staff-authentication-changed':
      return sentences(
        `To do what affects a person, staff may have signed in ${change.to} ago instead of`,
        `${change.from}.`,
      );
    case 'jurisdiction-added':
      return `Law ${change.jurisdiction} comes into use.`;
    case 'jurisdiction-removed':
      return `Law ${change.jurisdiction} is not in use any more: its clocks and rights no longer apply.`;
    case 'default-jurisdiction-changed':
      return sentences(
        `People without a declared residence come under ${change.to} instead of ${change.from}.`,
        lostWords(change),
      );
    case 'residences-moved':
      return change.from === change.to
        ? `Residences ${listed(change.residences)} stay under ${change.to}, declared differently.`
        : sentences(
            `People in ${listed(change.residences)} come under ${change.to} instead of ${change.from}.`,
            lostWords(change),
          );
    case 'clock-changed':
      return sentences(
        `Under ${change.jurisdiction} the clock ${change.clock} is ${change.to} instead of`,
        `${change.from}; requests that run keep theirs.`,
      );
    case 'right-added':
      return `Under ${change.jurisdiction} people have the right ${change.right}.`;
    case 'right-removed':
      return `Under ${change.jurisdiction} people no longer have the right ${change.right}.`;
    case 'time-zone-changed':
      return `Clocks and periods count civil days in ${change.to} instead of ${change.from}.`;
    case 'holidays-changed':
      return sentences(
        change.added.length > 0 && `Public holidays added: ${listed(change.added)}.`,
        change.removed.length > 0 && `Public holidays removed: ${listed(change.removed)}.`,
        'Due dates that are set stay.',
      );
  }
}

const lostWords = ({ lost }: { readonly lost?: readonly string[] }): string | false =>
  lost !== undefined && `They lose the rights ${listed(lost)}.`;

export function issuerWords(change: IssuerChange): string {
  const issuer = `${change.issuer} (audience ${change.audience})`;
  switch (change.kind) {
    case 'issuer-added':
      return sentences(
        `Tokens of ${issuer} are accepted, for callers of the kind ${change.caller}`,
        `(${showScopes(change.scopes)}).`,
        change.emailAuthoritative && 'Its verified e-mail addresses link identities.',
      );
    case 'issuer-removed':
      return `Tokens of ${issuer} are refused: its callers of the kind ${change.caller} are locked out.`;
    case 'issuer-caller-changed':
      return `Tokens of ${issuer} are those of a ${change.to} instead of a ${change.from}.`;
    case 'issuer-scopes-changed':
      return sentences(
        `Scopes of ${issuer}:`,
        change.added.length > 0 && `added ${listed(change.added)};`,
        change.removed.length > 0 && `removed ${listed(change.removed)};`,
        change.unmapped && 'its own names count now.',
      ).replace(/;$/, '.');
    case 'issuer-claim-changed':
      return `Scopes of ${issuer} are read from the claim ${change.to} instead of ${change.from}.`;
    case 'issuer-email-changed':
      return change.to
        ? `Verified e-mail addresses of ${issuer} link identities now.`
        : `E-mail addresses of ${issuer} no longer link identities.`;
    case 'issuer-factors-changed':
      return change.to === undefined
        ? `Staff of ${issuer} need no second factor any more.`
        : `Tokens of staff of ${issuer} have to name one of ${listed(change.to)}.`;
    case 'issuer-token-life-changed':
      return `Tokens of ${issuer} may be valid for ${change.to} instead of ${change.from}.`;
    case 'issuer-keys-changed':
      return sentences(
        `Keys of ${issuer} come from ${change.to ?? 'its discovery document'} instead of`,
        `${change.from ?? 'its discovery document'}.`,
      );
  }
}

const showScopes = (scopes: readonly string[]): string =>
  scopes.length === 0 ? 'scopes by their own names' : listed(scopes);
