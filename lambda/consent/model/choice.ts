/** What a person can say. */
export const choices = ['given', 'refused', 'withdrawn'] as const;

export type Choice = (typeof choices)[number];

/** What a choice changes; returned in the response: a choice is never rejected because of its legal basis. */
export const effects = [
  'processing-permitted',
  'processing-stopped',
  'objection-honoured',
  'objection-ended',
  'earlier-data-permitted',
  'earlier-data-stopped',
  'recorded-without-effect',
] as const;

export type Effect = (typeof effects)[number];

/** Who spoke: the person, who holds parental responsibility (GDPR Art. 8), or an agent. */
export const givers = ['subject', 'responsible-person', 'authorised-agent'] as const;

export type Giver = (typeof givers)[number];

/** What holds while nothing was said. */
export const defaults = ['permit', 'deny'] as const;

export type Default = (typeof defaults)[number];

/** Who wrote a choice down; `staff` imported it. */
export const recorderKinds = ['subject', 'service', 'staff'] as const;

export type RecorderKind = (typeof recorderKinds)[number];

/** Whose consent a purpose needs: of the person, or of who holds parental responsibility. */
export type ConsentFrom = 'subject' | 'responsible-person';

/** The version of a notice. */
export interface NoticeReference {
  readonly id: string;
  readonly version: string;
}

/** What an agent acts on; what no one signed lets no one consent for another person. */
export const mandates = ['self-declared', 'signed', 'power-of-attorney'] as const;

/** Who speaks for a person, and on what. */
export interface Agent {
  readonly name: string;
  readonly contact: string;
  readonly mandate: (typeof mandates)[number];
}
