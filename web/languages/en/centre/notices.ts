/** The screen of the privacy notices. */
export const notices = {
  title: 'Privacy notices',
  lead: 'What we do with data, why, and what you can do about it. These texts are in force.',
  inForce: (day: string) => `In force since ${day}`,
  otherLanguage: (language: string) => `This text is there in ${language} alone.`,
  readIt: (title: string) => `Read all of it: ${title}`,
  about: 'It covers',
  versions: 'Earlier versions',
  noVersions: 'There is no earlier version.',
  version: (day: string, published: string) =>
    `Version in force from ${day}, published on ${published}`,
  whole: 'The whole text of that version',
  sinceAgreed: 'What has changed since you agreed',
  agreedOn: (day: string, purposes: string) =>
    `You agreed on ${day} to: ${purposes}. The notice has changed since then.`,
  stillGood: 'What you allowed goes on, as far as you have not changed it.',
  notUsed: 'Until you decide again, we do not use your data for it.',
  decideAgain: 'See what you allow',
  unchanged: 'The text is the same.',
  added: 'New',
  removed: 'No longer there',
  comparedTo: 'Compared with the text in force now',
  withdrawn: 'Notices that are no longer in force',
};
