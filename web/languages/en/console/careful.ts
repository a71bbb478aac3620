/** What is rare on the page of a request: a pause of erasures, what was withheld, newer codes. */
export const careful = {
  newer: (codes: string) =>
    `The service is newer than this console, which has no words for: ${codes}. Load the page again; if it stays, ask your operator to update the console.`,
  paused: {
    title: 'Erasures are paused',
    text: (people: string, peoplePerHour: string, time: string) =>
      `Since ${time}: ${people} people lost their keys within an hour, and the policy allows ${peoplePerHour}. Nothing is erased until you resume. Deadlines do not change.`,
    before:
      'Look at the requests in progress first: did these people ask? Many of one minute, from one channel or approved by one colleague are a reason to wait.',
    resume: 'Resume erasures',
    happens:
      'Requests that wait are carried out, within ten minutes. What is erased cannot be brought back. For the hours that you enter, the number of the policy pauses nothing.',
    hours: 'For how many hours',
    resumed: (time: string) =>
      `Erasures run again. Until ${time} the number of the policy pauses nothing.`,
    look: 'Requests in progress',
  },
  read: {
    act: 'Read what was withheld',
    title: 'Read what was withheld, for its ground',
    ground: 'For which ground you read it',
    happens:
      'You may read it for this ground alone. This is recorded in the ledger, and the person sees it in their activity.',
    content: 'Content',
    from: 'Collected',
    none: 'Nothing is withheld on this ground any more.',
    more: 'There is more than is listed here.',
  },
  keptAs: {
    legend: 'Or the data is exempt from changes',
    help: 'As evidence it stays as it was: GDPR Art. 17(3)(b), (e). The service refuses a ground on which this record is not kept.',
    hold: 'a hold, or what the policy keeps for it',
  },
  means: {
    'found-accurate':
      'You have looked into it, and the data is right: GDPR Art. 16, 18(1)(a); 11 CCR 7023.',
    'identity-not-verified': 'You asked for what you need to be sure, and did not get it.',
    'person-not-identifiable':
      'You cannot tell which data is of this person, and can show that: GDPR Art. 11(2), 12(2).',
    'manifestly-unfounded':
      'The request has plainly no basis. You bear the burden of showing it: GDPR Art. 12(5).',
    'manifestly-excessive':
      'In particular because it is repeated. You bear the burden of showing it: GDPR Art. 12(5).',
    'fraudulent-request': 'You believe, and can say why, that somebody tries to deceive you.',
    'rights-of-others':
      'A copy would adversely affect the rights and freedoms of others. First leave out what is theirs: GDPR Art. 15(4).',
    'legal-obligation': 'A law obliges you to process it: GDPR Art. 17(3)(b).',
    'legal-claims':
      'It is needed to establish, exercise or defend legal claims: GDPR Art. 17(3)(e).',
    'freedom-of-expression':
      'It is needed for the freedom of expression and information: GDPR Art. 17(3)(a).',
    'public-interest-task': 'It is needed for a task in the public interest: GDPR Art. 17(3)(b).',
    'public-health': 'It is needed in the public interest in public health: GDPR Art. 17(3)(c).',
    'research-archiving-statistics':
      'An erasure is likely to make research, archives or statistics impossible: GDPR Art. 17(3)(d).',
    'disproportionate-effort':
      'The effort is out of proportion to what the person gains by it: 11 CCR 7001.',
  } as Readonly<Record<string, string>>,
};
