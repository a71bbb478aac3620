import type { Mistake } from './mistake.ts';

export const modelMistakes: readonly Mistake[] = [
  {
    title: 'a risk class that the law does not have',
    from: '  assessment: [high, systemic]\n',
    to: '  assessment: [dangerous]\n',
    line: 'assessment: [dangerous]',
    path: 'models.assessment[0]',
    message: /not known/,
    remedy: /Use one of: minimal, limited, high/,
  },
  {
    title: 'a bound of staleness that is no period',
    from: '  staleFor: P14D\n',
    to: '  staleFor: 14 days\n',
    line: 'staleFor: 14 days',
    path: 'models.staleFor',
    message: /period of whole years/,
    remedy: /P30D/,
  },
];
