import type { Widened } from '../../app/app-words.ts';
import { app } from './app.ts';
import { activity } from './centre/activity.ts';
import { notices } from './centre/notices.ts';
import { records } from './centre/records.ts';
import { verify } from './centre/verify.ts';
import { requestLists } from './centre/request-lists.ts';
import { requests } from './centre/requests.ts';
import { strangers } from './centre/strangers.ts';

/** Bases on which the person does not decide. */
const noChoice = {
  contract: 'needed for our contract with you',
  'legal-obligation': 'a law requires it',
  'vital-interests': 'to protect life',
  'public-task': 'a task in the public interest',
  notice: 'we inform you about it',
};

/** What the privacy centre says. Another language is a file like this one, named after it. */
export const words = {
  app,

  title: (name: string) => `Privacy at ${name}`,
  nav: {
    name: 'Privacy',
    home: 'Overview',
    data: 'What we have about you',
    choices: 'What you allow',
    storage: 'How long we keep it',
    records: 'Your entries',
    verify: 'Check a certificate',
    activity: 'What happened',
    requests: 'Your requests',
    notices: 'Privacy notices',
    ask: 'Ask without an account',
    followUp: 'Follow a request',
  },
  footer: {
    responsible: (name: string, address: string) =>
      `${name}, ${address}, is responsible for your data.`,
    contact: (contact: string) => `Contact: ${contact}`,
    officer: (contact: string) => `Data protection officer: ${contact}`,
  },

  home: {
    title: 'Your privacy',
    lead: 'See what we have about you, decide what we may do with it, and have it corrected or deleted.',
    signInLead: 'Sign in to see what we have about you and to decide what we may do with it.',
    ended:
      'Your session has ended, and nothing more is sent. Copy what you have written, then sign in again.',
    signInTitle: 'Manage your data',
    withoutTitle: 'Without signing in',
    cards: {
      data: 'Which data we have, since when, why, for how long, and who receives it.',
      choices: 'What we may use your data for. You can change it at any time.',
      storage: 'Keep less, or nothing new; switch personalisation off.',
      records: 'Read, search, correct and delete single entries: prompts, answers, images.',
      verify: 'Whether a certificate or a receipt is from us. No account is needed.',
      activity: 'What was done with your data, and by whom.',
      notices: 'What we do with data and why, and what has changed since you agreed.',
      ask: 'Get a copy, have your data erased, object: with an e-mail address alone.',
      followUp: 'With the link or token from our mail, also after your data is erased.',
      requests: 'Get a copy, have data corrected or erased, object. Follow what you asked for.',
    },
  },

  data: {
    title: 'What we have about you',
    lead: 'Everything that is stored about you, by kind.',
    copy: 'Get a copy of all of it',
    erase: 'Have all of it erased',
    nothing: 'We have no entries about you.',
    count: (count: number, shown: string) => (count === 1 ? `${shown} entry` : `${shown} entries`),
    since: 'Collected',
    span: (oldest: string, newest: string) =>
      oldest === newest ? oldest : `${oldest} to ${newest}`,
    why: 'Why',
    purpose: (title: string, basis: string) => `${title} (${basis})`,
    noBasis: 'not done under the law that applies to you',
    howLong: 'How long',
    keeps: (period: string) => `Up to ${period} from collection, by what each entry is used for`,
    keepsOwn: (period: string) => `Up to ${period} from collection, as you have chosen`,
    from: 'Where it comes from',
    sources: {
      provided: 'You gave it to us',
      observed: 'Recorded while you used the service',
      inferred: 'Worked out from your other data',
    },
    obtainedFrom: (name: string) => `Obtained from ${name}`,
    who: 'Who receives it',
    nobody: 'Nobody else',
    recipient: (name: string, country: string) => `${name} (${country})`,
    disclosures: (count: number, shown: string, newest: string) =>
      count === 1 ? `given once, on ${newest}` : `given ${shown} times, last on ${newest}`,
    withheld: 'Kept although you asked to delete it',
    withheldItem: (count: string, ground: string) => `${count}: ${ground}`,
    trainedOn: 'Models trained with your data',
    trainedOnItem: (title: string, records: string) => `${title}: ${records} of your entries`,
    measured: 'What is counted among many people',
    measuredItem: (title: string, until: string) => `${title}, deleted by ${until}`,
    bases: {
      ...noChoice,
      consent: 'you agreed',
      'legitimate-interests': 'our legitimate interest',
      'opt-out': 'unless you object',
    },
    /** Where the person has not agreed, or has stopped it. */
    stopped: {
      ...noChoice,
      consent: 'not used: you have not agreed',
      'opt-out': 'not used: you objected',
      'legitimate-interests': 'not used: you objected',
    },
  },

  choices: {
    title: 'What you allow',
    lead: 'You decide, and you can change your mind at any time.',
    yours: 'Your choice',
    without: 'Without your agreement',
    withoutLead: 'These uses rest on a contract or a law, and not on your agreement.',
    allow: 'Allow',
    refuse: 'Do not allow',
    states: {
      given: 'You allow this',
      refused: 'You do not allow this',
      withdrawn: 'You do not allow this any more',
      expired: 'Your agreement has ended: not used',
      'needs-renewal': 'Not used until you decide again',
      'not-asked': 'You have not decided',
    },
    byDefault: { permit: 'Used, unless you refuse', deny: 'Not used, unless you allow it' },
    because: {
      'notice-changed': 'Our privacy notice has changed since you agreed.',
      unproven: 'There is no proof of what you were shown.',
      'not-explicit': 'This needs your explicit agreement.',
      'came-of-age': 'You can decide for yourself now.',
      'responsible-person-needed': 'A parent or guardian has to decide.',
    },
    since: (when: string) => `since ${when}`,
    validUntil: (when: string) => `until ${when}`,
    effects: {
      'processing-permitted': 'Saved. We may use your data for this from now on.',
      'processing-stopped': 'Saved. We do not use your data for this any more.',
      'objection-honoured': 'Saved. We follow your objection and do not use your data for this.',
      'objection-ended': 'Saved. Your objection has ended: we may use your data for this.',
      'earlier-data-permitted':
        'Saved. We may use the data for this that we have already, but nothing new.',
      'earlier-data-stopped': 'Saved. We do not use the data for this that we have already.',
      'recorded-without-effect': 'Saved. It changes nothing at the moment.',
    },
    confirm:
      'You refused this before, or your browser refuses it for you. Confirm that you want to allow it.',
    confirmAllow: 'Confirm: allow',
    notSaved: 'Your choice was not saved. Nothing has changed.',
    consequences: 'What follows for you',
    logic: 'How it works',
    notice: (version: string) => `Privacy notice ${version}`,
    readNotice: 'Read the privacy notice first',
    history: 'History',
    historyOf: (title: string) => `History of your choices: ${title}`,
    historyHeads: ['When', 'Choice', 'Receipt'],
    receipt: 'Download',
    receiptOf: (when: string) => `Download the receipt of ${when}`,
    noHistory: 'You have not decided yet.',
    signal:
      'Your browser sends the Global Privacy Control signal. Where the law says so, we treat it as your refusal.',
  },

  activity,

  notices,

  records,

  requestLists,

  verify,

  storage: {
    title: 'How long we keep it',
    lead: 'You can have us keep less than usual, or nothing new at all.',
    switches: 'Switches',
    on: 'On',
    off: 'Off',
    storage: 'Store new data',
    storageHelp: 'Off: we store nothing new about you. What is stored stays until you delete it.',
    personalisation: 'Personalisation',
    personalisationHelp:
      'On: only what you have allowed under “What you allow”. Off: answers are never adapted to you.',
    training: 'Use for training and improvement',
    trainingHelp:
      'On: only what you have allowed under “What you allow”. Off: your data is never used to train or improve models.',
    periods: 'How long each kind is kept',
    periodsHelp:
      'Nothing changes before you press “Save”. Then what is older than the period is deleted, and cannot be brought back.',
    savePeriods: 'Save',
    unchanged: 'Choose another period for at least one kind first.',
    usual: (period: string) => `As usual: ${period}`,
    saved: 'Saved. It applies at once.',
    savedPeriods: 'Saved. It applies at once, also to what is stored already.',
    law: 'The law that applies to you',
    residence: 'Where you live',
    residenceHelp: 'It decides which law protects you.',
    residenceUnknown: 'Not stated',
    lawIs: 'The law that protects you:',
    /** Subdivisions of ISO 3166-2, for which browsers have no names. */
    places: {
      'CA-QC': 'Quebec',
      'US-CA': 'California',
      'US-CO': 'Colorado',
      'US-CT': 'Connecticut',
      'US-TX': 'Texas',
      'US-VA': 'Virginia',
    } as Readonly<Record<string, string>>,
  },

  requests,

  strangers,
};

/** The same phrases in another language: the text differs, the parts do not. */
export type Words = Widened<typeof words>;
