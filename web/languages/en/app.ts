/** What both entrances say. Another language is a file like this one, named after it. */
export const app = {
  skip: 'Skip to the main content',
  menu: 'Menu',
  language: 'Language',
  loading: 'Loading',
  signIn: 'Sign in',
  signInAs: (name: string) => `Sign in as ${name}`,
  signInAgain: 'Sign in again',
  signOut: 'Sign out',
  signedInAs: (name: string) => `Signed in as ${name}`,
  elsewhere: {
    text: 'What you have written stays on this page. Sign in in a new tab, then come back here and send it again.',
    open: 'Sign in in a new tab',
    done: 'I have signed in',
    signedIn: 'You are signed in again. Nothing was sent meanwhile: send it now.',
    notYet:
      'You are not signed in there yet, or as another person. Sign in as the same person. If that does not help, copy what you have written and load this page again.',
  },
  sending: 'It is being sent. Wait for the answer.',
  stillSending:
    'It is still being sent: nothing is sent twice. If nothing comes, check your connection.',
  demo: 'This is a trial on your own machine. Sign in as one of its people:',
  tryAgain: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  more: 'Show more',
  table: 'Table',
  months: {
    caption: (title: string) => `${title}: entries by month of collection`,
    month: 'Month',
    entries: 'Entries',
  },
  notFound: {
    title: 'Page not found',
    text: 'There is no page at this address.',
    home: 'Go to the first page',
  },
  trouble: {
    signedOut: 'You are not signed in, or your session has ended. Nothing was changed.',
    again:
      'To protect your data, this needs a recent sign-in. Sign in again: you come back to this page.',
    offline: 'The service did not answer. Check your connection and try again.',
    busy: 'The service is busy. Wait a minute and try again.',
    fault: 'Something went wrong on our side. Try again later; if it does not help, contact us.',
    notShown: 'This page cannot be shown',
    reference: (requestId: string) => `Name this reference if you contact us: ${requestId}`,
    refused: {
      'not-found': 'This is no longer there.',
      conflict: 'This has changed meanwhile. Load the page again to see how it is now.',
      'precondition-failed':
        'This has changed meanwhile. Load the page again to see how it is now.',
      'request-already-open': 'You have such a request already. See it in your requests.',
      'notice-superseded':
        'The privacy notice has changed. Read the new one before you allow this.',
      'subject-erased':
        'Your data was erased. Follow your request with the link or token in our mail.',
      'deletion-suspended':
        'This cannot be deleted now, because a legal matter or a restriction keeps it.',
      'processing-frozen': 'We have stopped this while we look into an incident. Try again later.',
      'formal-request-required':
        'This cannot be changed directly. Make a request, and we look at it.',
      'invalid-input': 'Something you entered is not right. Check it and try again.',
      'payload-too-large': 'This is too large. Shorten it and try again.',
    },
    refusedOther: 'We cannot do this. Contact us if you need it.',
  },
};
