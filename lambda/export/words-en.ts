/** Phrases of the page of an export. Other languages have the same ones. */
export const wordsEn = {
  title: 'Your personal data',
  skip: 'Skip to your data',
  contents: 'Contents',
  heldBy: (name: string) => `A copy of what ${name} holds about you`,
  asOf: 'As of',
  law: 'Law that applies to you',
  conflict:
    'Two laws apply to you, because the place you gave differs from the one our services recorded. For each right, the more protective law applies.',
  only: (kinds: string) =>
    `You asked for these kinds of data alone: ${kinds}. Everything below speaks of these; other data of yours can be held and used as well.`,
  workingDays: (count: string) => `${count} working days`,

  summary: {
    heading: 'In short',
    onHold: 'What we hold',
    nothing: 'No entries of yours are held.',
    entries: (count: string, one: boolean) => (one ? `${count} entry` : `${count} entries`),
    why: 'Why',
    noPurpose: 'There is nothing of yours that we use.',
    howLong: 'How long',
    until: (first: string, last: string) =>
      first === last
        ? `All of it is deleted on ${first}.`
        : `The first entries are deleted on ${first}, the last ones on ${last}.`,
    untilBesideExempt: (first: string, last: string) =>
      first === last
        ? `Apart from what is not deleted for now, all of it is deleted on ${first}.`
        : `Apart from what is not deleted for now, the first entries are deleted on ${first}, the last ones on ${last}.`,
    withheld: (entries: string) => `Kept from an erasure before: ${entries}`,
    suspended: 'For now some of it is not deleted, or not used',
    who: 'Who else gets it',
    noOne: 'Nobody else gets data of yours.',
    can: 'What you can do',
    rights: 'Correct, erase, take along, object: your rights and how to use them',
    choices: 'Change what you have allowed',
    complain: 'Complain to an authority',
  },

  data: {
    heading: 'Your data',
    caption: 'What is held, by kind',
    heads: ['Kind', 'Entries', 'Collected', 'Deletion'],
    none: 'Nothing is held of you beside your account and the proof named below.',
    onlyWithheld:
      'Nothing is held of you beside your account, the proof and what was kept from an erasure before. Both are named below.',
    keptBy: {
      'legal-hold': 'not before the legal matter named below has ended',
      restriction: 'not before the restriction named below has ended',
    },
    some: (ends: string) => `some of it ${ends}`,
    span: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    source: 'Where it comes from',
    namedSources: 'Named sources',
    usedFor: 'Used for',
    sentTo: 'Given to',
    files: 'All entries',
    sensitive: 'Specially protected data',
    ownRetention: (period: string) => `You have chosen to keep this for ${period} at most.`,
    pastEnd: (count: string) =>
      `Entries that are past their end: ${count}. They are kept only because of the restriction or the legal matter that is named below.`,
    newest: (count: string) => `The newest entries, at most ${count}, shortened`,
    newestHeads: ['Collected', 'Content'],
    media: 'Pictures, videos and sound',
    mediaFiles: (count: string, folder: string) => `${count} in ${folder}`,
    mediaKinds: { image: 'Picture', video: 'Video', audio: 'Sound' },
    mediaStates: {
      missing: 'This file is missing.',
      broken: 'This file is damaged; at most its beginning is here.',
    },
    lostMedia: (count: string, file: string) =>
      `Files that are missing or damaged: ${count}. They are named in ${file}. Write to us if you want to know more.`,
    ends: 'When each entry is deleted is beside it in the files, as expiresAt. An entry that is not deleted for now has keptBy instead.',
  },

  account: {
    heading: 'Your account and settings',
    identifiers: 'What identifies you',
    identifierHeads: ['Kind', 'Value'],
    settings: 'Your settings',
    settingHeads: ['Setting', 'Value'],
    since: 'Known since',
    residence: 'Residence, as recorded by our services',
    declaredResidence: 'Residence, as you gave it',
    ageBand: 'Age',
    contact: 'Where we write to you',
    responsiblePerson: 'Who answers for you',
    training: 'Use for training',
    personalisation: 'Personalisation',
    storage: 'Storage of new data',
    locale: 'Language',
    retention: (category: string) => `Kept at most: ${category}`,
    retained: 'Your account and settings are kept until you have your data erased.',
  },

  uses: {
    heading: 'What we use it for',
    lead: 'Each purpose for which data of yours is held.',
    data: 'Data',
    basis: 'Legal basis',
    before: (day: string, basis: string) => `${basis}, for data collected before ${day}`,
    noBasis: 'None under the law that applies to you: not done with your data',
    retained: 'Kept',
    fromCollection: (period: string) => `${period} from collection`,
    ownFromCollection: (period: string) => `${period} from collection, as you have chosen`,
    until: (day: string) => `the last of it until ${day}`,
    keptBy: {
      'legal-hold': 'for now until the legal matter named below has ended',
      restriction: 'for now until the restriction named below has ended',
    },
    recipients: 'Given to',
    safeguards: 'Safeguards',
    role: 'Who decides',
    optOut: 'You can stop it',
    restricted: 'Restricted: your data is kept, but not used for this.',
    withheld: 'Kept even after an erasure',
    others: 'Other purposes, for which nothing of yours is held',
    none: 'Nothing of yours is used for any purpose.',
  },

  automated: {
    heading: 'Automated decisions and profiles',
    lead: 'Where systems of ours judge or sort, how they do it and what follows for you.',
    data: 'Data of yours that goes in',
    logic: 'How it works',
    consequences: 'What it means for you',
    person: 'Review by a person',
    reviewed: 'A person looks at the outcome before it has effect.',
    contest: 'You can have a person look at it, tell your view and contest the outcome.',
    onHold: 'Your data is used for this.',
    notHeld: 'Nothing of yours is held for this now.',
    none: 'No decision about you is made by machines alone, and no profile of you is made.',
  },

  systems: {
    heading: 'Your data in other systems',
    lead: 'We also looked for your data in these systems. What they have given out is in this archive as they store it.',
    runBy: 'Run by',
    found: 'Entries found',
    nothing: 'Nothing of yours was found there.',
    missing: 'What is missing here, and why',
    byHand:
      'Our staff have looked after this system themselves. What it has of you is not in this archive; ask us for it if you have not received it.',
    withStaff:
      'This system has not given out its data. Our staff are working on it; you get another copy when its data is there.',
    notYet:
      'This system has not answered yet. You get another copy when its data is there; you need not ask for it.',
  },

  recipients: {
    heading: 'Who else gets it',
    lead: 'By name, those who actually get data of yours.',
    none: 'Nobody else gets data of yours.',
    address: 'Address',
    contact: 'Contact',
    country: 'Where the data is processed',
    role: 'Role',
    data: 'Data',
    accountData: 'your account and the proof we keep',
    purposes: 'For',
    transfer: 'Transfer abroad',
    noTransfer: 'No safeguard needed',
    copy: (mechanism: string, contact: string) => `${mechanism}. Write to ${contact} for a copy.`,
    disclosures: (count: string, oldest: string, newest: string) =>
      oldest === newest
        ? `Disclosures recorded: ${count}, on ${newest}`
        : `Disclosures recorded: ${count}, from ${oldest} to ${newest}`,
    single: 'Disclosures',
    subProcessors: 'Works with',
  },

  choices: {
    heading: 'Your choices',
    caption: (file: string) => `The newest choices; all of them are in ${file}`,
    heads: ['When', 'Purpose', 'Choice', 'Notice'],
    none: 'You have made no choices yet.',
    noticeGone: 'text no longer published',
  },

  requests: {
    heading: 'Your requests',
    caption: (file: string) => `Your requests; details are in ${file}`,
    heads: ['Received', 'What', 'Status'],
    none: 'You have made no requests.',
  },

  activity: {
    heading: 'What was done with your data',
    caption: (file: string) => `The newest entries; all of them are in ${file}`,
    heads: ['When', 'What', 'About'],
    none: 'Nothing is recorded.',
    timesOnDay: (what: string, times: string) => `${what} (${times} times on this day)`,
    retained: (period: string) => `Each of these is kept for ${period}.`,
  },

  retained: {
    heading: 'What is kept as proof, restricted or held',
    caption: 'Proof that we keep',
    heads: ['What', 'Entries', 'Kept', 'Why'],
    from: {
      collection: (period: string) => `${period} from collection`,
      'end-of-choice': (period: string) => `${period} after a choice has ended`,
      'end-of-request': (period: string) => `${period} after a request was answered`,
    },
    until: (day: string, counted: string) => `until ${day} (${counted})`,
    day: (day: string) => `until ${day}`,
    open: 'until the legal matter has ended',
    withheld: (file: string) => `Kept from an erasure before; the entries are in ${file}`,
    restrictedAll: 'The use of all your data is restricted.',
    restricted: (purposes: string) => `The use of your data is restricted for: ${purposes}.`,
    heldAll: 'Because of a legal matter, none of your data is deleted for now.',
    onHold: (categories: string) =>
      `Because of a legal matter, these are not deleted for now: ${categories}.`,
    free: 'No restriction and no legal hold is in force.',
  },

  rights: {
    heading: 'Your rights',
    contact: (contact: string, officer: string) =>
      `Using a right costs you nothing and brings you no disadvantage. You can always write to ${contact} or to our data protection officer, ${officer}.`,
    caption: 'What you can ask for, and how',
    heads: ['Right', 'How to use it here', 'Time limit', 'Where the law says so'],
    route: {
      choice: 'In the privacy centre under your choices; it takes effect at once.',
      request: 'In the privacy centre under requests.',
      authority: 'Write to us or to the authority named below.',
    },
    orientation:
      'Rights and time limits are given here for your orientation; what the law says decides.',
    cited: (reference: string) => reference,
    remedies: 'If you are not content',
    authority: 'Authority',
    court: 'Court',
    appeal: 'Ask us again',
    immediately: 'At once',
    'without-undue-delay': 'Without undue delay',
  },

  files: {
    heading: 'Files of this archive',
    caption: 'For programs, and for keeping',
    heads: ['File', 'What it holds'],
    described: {
      'data.jsonl': 'your entries, one per line',
      'data.csv': 'the same entries as a table',
      'media/': 'your pictures, videos and sound, as we store them',
      'account.json': 'what identifies you, and your settings',
      'purposes.json': 'purposes, legal bases, automated decisions',
      'categories.json': 'kinds of data, sources, times of deletion',
      'recipients.json': 'recipients and transfers',
      'retention.json': 'periods and proof',
      'rights.json': 'rights and remedies',
      'consents.jsonl': 'every choice of yours',
      'requests.jsonl': 'every request of yours',
      'activity.jsonl': 'what was done with your data',
      'notices.json': 'the notices that your choices rest on',
      'notices.md': 'the text of a notice that a choice of yours rests on',
      'withheld.jsonl': 'what was kept from an erasure before',
      'disclosures.jsonl': 'to whom we gave your data',
      'source-notices.jsonl': 'who else gave us data of yours, and when we informed you',
      'outcomes.jsonl': 'decisions about you of which we check whether they treat people alike',
      'measurements.jsonl': 'what of you waits to be counted among many people',
      'training-sets.jsonl': 'what models were trained on that has data of yours, and which ones',
      'text-pseudonyms.jsonl': 'what we replaced in your texts',
      'systems/': 'what other systems have of you, as they store it',
      'manifest.json': 'every file with its SHA-256',
    },
  },
};

/** The phrases of one language. */
export type Words = typeof wordsEn;
