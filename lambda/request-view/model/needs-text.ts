/** What a request waits for at `identity-required`. */
export type Need = 'code' | 'code-of-person' | 'identity' | 'identity-of-person' | 'mandate';

const english: Readonly<Record<Need, string>> = {
  code: 'We have sent a code to the address. Send us the code, so that we know that the address is yours: without it, anyone could ask for your data.',
  'code-of-person':
    'An agent asks on behalf of the person. We have sent a code to the address of the person, and go on once they have confirmed with it that they want this. An agent who has a signed permission or a power of attorney can send it to the privacy team instead: then the person need not confirm anything.',
  identity:
    'We do not know yet that this request is yours. Confirm it in one of the ways that we have written to you about: we do not give data to other people, or erase it for them.',
  'identity-of-person':
    'We do not know yet that the request is from the person you act for. The person confirms it in one of the ways that we have written to them about: until then we say nothing about data.',
  mandate:
    'An agent asks on your behalf. We go on once you have confirmed this, or once the agent has shown us a mandate.',
};

const german: Readonly<Record<Need, string>> = {
  code: 'Wir haben einen Code an die Adresse gesendet. Senden Sie uns den Code, damit wir wissen, dass die Adresse Ihnen gehört: Sonst könnte jeder nach Ihren Daten fragen.',
  'code-of-person':
    'Eine Vertretung fragt für die Person. Wir haben einen Code an die Adresse der Person gesendet und machen weiter, sobald sie damit bestätigt hat, dass sie das will. Wer eine unterschriebene Erlaubnis oder eine Vollmacht hat, kann sie stattdessen dem Datenschutz-Team senden: Dann muss die Person nichts bestätigen.',
  identity:
    'Wir wissen noch nicht, dass dieser Antrag von Ihnen ist. Bestätigen Sie ihn so, wie wir es Ihnen geschrieben haben: Wir geben Ihre Daten nicht an andere und löschen sie nicht für andere.',
  'identity-of-person':
    'Wir wissen noch nicht, ob der Antrag von der Person kommt, für die Sie handeln. Die Person bestätigt es so, wie wir es ihr geschrieben haben: Bis dahin sagen wir nichts über Daten.',
  mandate:
    'Jemand fragt für Sie. Wir machen weiter, sobald Sie das bestätigen oder uns die Vollmacht gezeigt wurde.',
};

/** In German or, where the person reads another language, in English (GDPR Art. 12(6)). */
export const needsText = (need: Need, locale: string): string =>
  (locale.toLowerCase().split('-')[0] === 'de' ? german : english)[need];
