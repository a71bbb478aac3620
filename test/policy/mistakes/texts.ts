import type { Mistake } from './mistake.ts';

export const textMistakes: readonly Mistake[] = [
  {
    title: 'a pattern that RE2 does not know',
    from: '  patterns: []\n',
    to: "  patterns: [{type: username, pattern: '(a)\\1'}]\n",
    line: 'patterns: [{type',
    path: 'texts.patterns[0].pattern',
    message: /no pattern of RE2/,
    remedy: /no back-references/,
  },
  {
    title: 'a type of personal data that nothing finds',
    from: '  deny: []\n',
    to: '  deny: [{type: shoe-size, text: Wolpertinger}]\n',
    line: 'shoe-size',
    path: 'texts.deny[0].type',
    message: /not known/,
    remedy: /Use one of: email, phone/,
  },
  {
    title: 'types for a minimisation that looks for none',
    from: '        by: truncate-ip\n',
    to: '        by: truncate-ip\n        types: [email]\n',
    line: 'types: [email]',
    path: 'categories.usage-log.minimise[0].types',
    message: /no effect with `truncate-ip`/,
    remedy: /redact-text/,
  },
];
