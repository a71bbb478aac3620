/** Words of the check of a certificate or receipt. */
export const verify = {
  title: 'Check a certificate',
  lead: 'Check that a certificate of an erasure, or a receipt of a choice, comes from us and was not changed.',
  private: 'The file stays in your browser: it is not sent to us.',
  choose: 'Choose a file',
  drop: 'or drop it here',
  checking: 'Checking the file',
  verdicts: {
    genuine: 'Genuine: we signed this, and it was not changed.',
    altered:
      'Not genuine: the signature does not fit the content. The file was changed, or somebody else made it.',
    'unknown-key': 'We do not know the key that signed this. It is not from us, or it is very old.',
  },
  unreadable:
    'This file is no certificate and no receipt. Choose the file that you downloaded from us.',
  kinds: {
    certificate: 'Certificate of an erasure',
    'final certificate': 'Certificate that an erasure is final',
    'nothing held certificate': 'Certificate that we have nothing',
    receipt: 'Receipt of a choice',
  },
  facts: {
    from: 'From',
    request: 'Request',
    issued: 'Issued',
    keysDestroyed: 'Keys destroyed',
    unreadableSince: 'Nobody can read the data since',
    purpose: 'About',
    choice: 'Choice',
    at: 'Made',
    number: 'Number',
    key: 'Signed with the key',
  },
} as const;
