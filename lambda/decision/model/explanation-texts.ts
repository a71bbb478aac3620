import type { LegalBasis, Obligation } from '../../policy/vocabulary.ts';
import type { DenyReason } from '../../consent/model/decision.ts';

/** What a person can do about a decision. */
export type Remedy =
  | 'give'
  | 'withdraw'
  | 'renew'
  | 'object'
  | 'end-objection'
  | 'opt-out'
  | 'opt-in'
  | 'switch-on'
  | 'lift-restriction';

/** Closed sentences; `purpose`, `category`, `reference` and `contact` come from the policy. */
export interface ExplanationTexts {
  readonly permitted: (category: string, purpose: string) => string;
  readonly denied: (category: string, purpose: string) => string;
  readonly unclassified: string;
  readonly because: Readonly<Record<LegalBasis, string>>;
  readonly why: Readonly<Record<DenyReason, string>>;
  readonly legal: (references: string) => string;
  readonly obliged: Readonly<Record<Obligation, string>>;
  readonly remedies: Readonly<Record<Remedy, string>>;
  readonly ask: (contact: string) => string;
}

const english: ExplanationTexts = {
  permitted: (category, purpose) => `We may use "${category}" for "${purpose}".`,
  denied: (category, purpose) => `We do not use "${category}" for "${purpose}".`,
  unclassified: 'Unclassified content',
  because: {
    consent: 'You agreed to it.',
    contract: 'We need it to do what we agreed with you.',
    'legal-obligation': 'A law obliges us to.',
    'vital-interests': 'It is needed to protect somebody’s life or health.',
    'public-task': 'It is needed for a task in the public interest.',
    'legitimate-interests': 'We have a legitimate interest in it, and you have not objected.',
    notice: 'We told you so when we collected the data.',
    'opt-out': 'We told you about it, and you have not opted out.',
  },
  why: {
    'ask-controller':
      'We only process this data on behalf of somebody else, who alone decides about it.',
    'subject-unknown': 'We have no account of you and hold nothing to use.',
    'subject-erased': 'Your data was erased, or is being erased.',
    'purpose-unknown': 'Our privacy policy names no such use.',
    'model-unknown': 'It would be used by a model that we have not registered.',
    'model-not-approved': 'It would be used by a model that we have not approved.',
    'model-retired': 'It would be used by a model that we have taken out of use.',
    'processing-frozen':
      'We have stopped this use for now, while we deal with a security incident.',
    'processing-restricted':
      'The use is restricted for you: we store the data and do nothing else.',
    'storage-off': 'You have switched storage off.',
    'training-off': 'You have switched training off.',
    'personalisation-off': 'You have switched personalisation off.',
    unclassified: 'Nobody has said what kind of data it is, so nobody may use it.',
    'category-not-covered': 'Our privacy policy does not name this data for this use.',
    'no-legal-basis': 'Our privacy policy names no legal basis for it where you live.',
    'special-category-condition-missing':
      'The data is especially protected, and nothing allows this use of it.',
    'responsible-person-needed': 'Somebody who holds parental responsibility has to agree to it.',
    'consent-unproven': 'We cannot prove the consent that was taken over from before.',
    'consent-not-given': 'You have not agreed to it.',
    'consent-refused': 'You have refused it.',
    'consent-withdrawn': 'You have withdrawn your consent.',
    'consent-expired': 'Your consent has come to its end.',
    'consent-needs-renewal': 'What you agreed to has changed, so your consent has to be renewed.',
    'opted-out': 'You have opted out.',
    objection: 'You have objected.',
    'retention-ended': 'The time for which we keep such data is over.',
  },
  legal: (references) => `Legal basis: ${references}.`,
  obliged: {
    redact: 'What names people in free text is taken out before.',
    shorten: 'Only the part that is needed is used.',
    'do-not-disclose': 'Nobody else gets it.',
    'human-review': 'A person looks at the outcome before it has effect.',
    'aggregate-only': 'Only figures about many people come out of it.',
  },
  remedies: {
    give: 'You can agree to it at any time.',
    withdraw: 'You can withdraw your consent at any time, as easily as you gave it.',
    renew: 'You can read the present notice and agree again.',
    object: 'You can object at any time.',
    'end-objection': 'You can take your objection back.',
    'opt-out': 'You can opt out at any time.',
    'opt-in': 'You can opt in again.',
    'switch-on': 'You can change it in your settings.',
    'lift-restriction': 'You can ask us to lift the restriction.',
  },
  ask: (contact) => `You can ask us about it: ${contact}.`,
};

const german: ExplanationTexts = {
  permitted: (category, purpose) => `Wir dürfen „${category}“ für „${purpose}“ verwenden.`,
  denied: (category, purpose) => `Wir verwenden „${category}“ nicht für „${purpose}“.`,
  unclassified: 'Inhalte, die niemand eingeordnet hat',
  because: {
    consent: 'Sie haben eingewilligt.',
    contract: 'Wir brauchen das, um zu tun, was wir mit Ihnen vereinbart haben.',
    'legal-obligation': 'Ein Gesetz verpflichtet uns dazu.',
    'vital-interests': 'Es ist nötig, um Leben oder Gesundheit eines Menschen zu schützen.',
    'public-task': 'Es ist für eine Aufgabe im öffentlichen Interesse nötig.',
    'legitimate-interests':
      'Wir haben ein berechtigtes Interesse daran, und Sie haben nicht widersprochen.',
    notice: 'Wir haben Sie darüber informiert, als wir die Daten erhoben haben.',
    'opt-out': 'Wir haben Sie darüber informiert, und Sie haben es nicht abgelehnt.',
  },
  why: {
    'ask-controller':
      'Wir verarbeiten diese Daten nur im Auftrag eines anderen, der allein darüber entscheidet.',
    'subject-unknown':
      'Wir führen kein Konto von Ihnen und haben nichts, was wir verwenden könnten.',
    'subject-erased': 'Ihre Daten sind gelöscht oder werden gerade gelöscht.',
    'purpose-unknown': 'Unsere Datenschutzregeln nennen keine solche Verwendung.',
    'model-unknown': 'Verwenden würde sie ein Modell, das bei uns nicht verzeichnet ist.',
    'model-not-approved': 'Verwenden würde sie ein Modell, das wir nicht freigegeben haben.',
    'model-retired': 'Verwenden würde sie ein Modell, das wir außer Betrieb genommen haben.',
    'processing-frozen':
      'Wir haben diese Verwendung vorübergehend angehalten, während wir einen Sicherheitsvorfall bearbeiten.',
    'processing-restricted':
      'Die Verarbeitung ist für Sie eingeschränkt: Wir bewahren die Daten auf und tun sonst nichts damit.',
    'storage-off': 'Sie haben das Speichern ausgeschaltet.',
    'training-off': 'Sie haben das Training ausgeschaltet.',
    'personalisation-off': 'Sie haben die Personalisierung ausgeschaltet.',
    unclassified:
      'Niemand hat gesagt, um welche Art von Daten es sich handelt, also darf sie niemand verwenden.',
    'category-not-covered':
      'Unsere Datenschutzregeln sehen diese Daten für diese Verwendung nicht vor.',
    'no-legal-basis':
      'Unsere Datenschutzregeln nennen dort, wo Sie leben, keine Rechtsgrundlage dafür.',
    'special-category-condition-missing':
      'Die Daten sind besonders geschützt, und nichts erlaubt diese Verwendung.',
    'responsible-person-needed': 'Wer die elterliche Verantwortung trägt, muss einwilligen.',
    'consent-unproven':
      'Wir können die Einwilligung nicht nachweisen, die von früher übernommen wurde.',
    'consent-not-given': 'Sie haben nicht eingewilligt.',
    'consent-refused': 'Sie haben es abgelehnt.',
    'consent-withdrawn': 'Sie haben Ihre Einwilligung widerrufen.',
    'consent-expired': 'Ihre Einwilligung ist abgelaufen.',
    'consent-needs-renewal':
      'Worin Sie eingewilligt haben, hat sich geändert; die Einwilligung muss erneuert werden.',
    'opted-out': 'Sie haben es abgelehnt.',
    objection: 'Sie haben widersprochen.',
    'retention-ended': 'Die Zeit, für die wir solche Daten aufbewahren, ist vorüber.',
  },
  legal: (references) => `Rechtsgrundlage: ${references}.`,
  obliged: {
    redact: 'Was in freiem Text Menschen erkennen lässt, wird vorher entfernt.',
    shorten: 'Verwendet wird nur der Teil, der gebraucht wird.',
    'do-not-disclose': 'Niemand sonst erhält die Daten.',
    'human-review': 'Ein Mensch prüft das Ergebnis, bevor es wirkt.',
    'aggregate-only': 'Heraus kommen nur Zahlen über viele Menschen.',
  },
  remedies: {
    give: 'Sie können jederzeit einwilligen.',
    withdraw: 'Sie können Ihre Einwilligung jederzeit widerrufen, so leicht wie Sie sie gaben.',
    renew: 'Sie können die heutigen Hinweise lesen und erneut einwilligen.',
    object: 'Sie können jederzeit widersprechen.',
    'end-objection': 'Sie können Ihren Widerspruch zurücknehmen.',
    'opt-out': 'Sie können es jederzeit ablehnen.',
    'opt-in': 'Sie können wieder zustimmen.',
    'switch-on': 'Sie können das in Ihren Einstellungen ändern.',
    'lift-restriction': 'Sie können uns bitten, die Einschränkung aufzuheben.',
  },
  ask: (contact) => `Sie können uns dazu fragen: ${contact}.`,
};

export const explanationTexts = { en: english, de: german } as const;
export type ExplanationLanguage = keyof typeof explanationTexts;
