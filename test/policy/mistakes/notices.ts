import { edit } from '../edited-policy.ts';
import type { Mistake } from './mistake.ts';

export const noticesMistakes: readonly Mistake[] = [
  {
    title: 'a primary notice that does not exist',
    from: 'primaryNotice: assistant',
    to: 'primaryNotice: assistent',
    line: 'primaryNotice:',
    path: 'primaryNotice',
    message: /not a notice/,
    remedy: /Did you mean `assistant`\?/,
  },
  {
    title: 'a primary notice silent about what people decide on',
    from: '      - inference\n      - improvement\n      - training\n',
    to: '      - inference\n      - training\n',
    line: 'purposes: # of the notice',
    path: 'notices.assistant.purposes',
    message: /does not cover `improvement`/,
    remedy: /Add `improvement`/,
    prepare: (directory) => {
      edit(
        directory,
        'title: Privacy notice of the assistant\n    purposes:',
        'title: Privacy notice of the assistant\n    purposes: # of the notice',
      );
    },
  },
  {
    title: 'a notice about an unknown purpose',
    from: '      - aggregates\n      - safety\n',
    to: '      - aggregates\n      - saftey\n',
    line: '- saftey',
    path: 'notices.assistant.purposes[6]',
    message: /not a purpose/,
    remedy: /Did you mean `safety`\?/,
  },
  {
    title: 'a locale without a file',
    from: '      - de\n',
    to: '      - de\n      - fr\n',
    line: '- fr',
    path: 'notices.assistant.locales[2]',
    message: /notices\/assistant\/fr\.md is missing/,
    remedy: /Write notices\/assistant\/fr\.md/,
  },
  {
    title: 'a locale that is a path',
    from: '      - de\n',
    to: '      - ../improvement/de\n',
    line: '- ../improvement',
    path: 'notices.assistant.locales[1]',
    message: /language/,
    remedy: /Languages/,
  },
  {
    title: 'a notice version that is none',
    from: 'compatibleWith: []',
    to: 'compatibleWith: [v1]',
    line: 'compatibleWith: [v1]',
    path: 'notices.assistant.compatibleWith[0]',
    message: /16 digits/,
    remedy: /custos policy show/,
  },
  {
    title: 'an immaterial change of nothing',
    from: 'material: true',
    to: 'material: false',
    line: 'material: false',
    path: 'notices.assistant.material',
    message: /no earlier version is named/,
    remedy: /compatibleWith/,
  },
  {
    title: 'a material change that keeps consents',
    from: 'compatibleWith: []',
    to: 'compatibleWith: [0123456789abcdef]',
    line: 'material: true',
    path: 'notices.assistant.material',
    message: /leaves no consent/,
    remedy: /material: false/,
  },
];
