import type { Mistake } from './mistake.ts';

const signed = '      signedOn: 2026-02-01\n';
const role = '    role: processor\n    country: US\n';

const withAgreement = (lines: string) => `${signed}${lines}`;

export const recipientMistakes: readonly Mistake[] = [
  {
    title: 'an agreement about a purpose that does not exist',
    from: signed,
    to: withAgreement('      purposes: [inferense]\n'),
    line: 'inferense',
    path: 'recipients.model-provider.agreement.purposes[0]',
    message: /not a purpose/,
    remedy: /Did you mean `inference`\?/,
  },
  {
    title: 'an agreement about a purpose that gives the recipient nothing',
    from: signed,
    to: withAgreement('      purposes: [inference, service-provision, training]\n'),
    line: 'training]',
    path: 'recipients.model-provider.agreement.purposes[2]',
    message: /`training` gives no data to `model-provider`/,
    remedy: /recipients of the purpose/,
  },
  {
    title: 'an agreement about a category that does not exist',
    from: signed,
    to: withAgreement('      categories: [prompt-txt]\n'),
    line: 'prompt-txt',
    path: 'recipients.model-provider.agreement.categories[0]',
    message: /not a category/,
    remedy: /Did you mean `prompt-text`\?/,
  },
  {
    title: 'an agreement about a category that its purposes do not give',
    from: signed,
    to: withAgreement('      purposes: [inference]\n      categories: [usage-log]\n'),
    line: 'usage-log]',
    path: 'recipients.model-provider.agreement.categories[0]',
    message: /No purpose of the agreement gives `usage-log`/,
    remedy: /Add the category/,
  },
  {
    title: 'an assessment that ends before it was done',
    from: 'validUntil: 2029-01-31',
    to: 'validUntil: 2025-01-31',
    line: '2025-01-31',
    path: 'recipients.model-provider.transferAssessment.validUntil',
    message: /ends before it was done/,
    remedy: /Correct/,
  },
  {
    title: 'a sub-processor in no country',
    from: '          country: US\n',
    to: '          country: XX # here\n',
    line: '# here',
    path: 'recipients.model-provider.agreement.subProcessors[0].country',
    message: /not a country/,
    remedy: /two-letter/,
  },
  {
    title: 'messages about people over plain http',
    from: role,
    to: `${role}    notify: {url: "http://models.example.com/custos"} # here\n`,
    line: '# here',
    path: 'recipients.model-provider.notify.url',
    message: /must be an https address/,
    remedy: /https/,
  },
  {
    title: 'an identifier that is named twice',
    from: role,
    to: `${role}    notify: {url: "https://models.example.com/custos", identifiers: [email, email]} # here\n`,
    line: '# here',
    path: 'recipients.model-provider.notify.identifiers[1]',
    message: /twice/,
    remedy: /Remove one/,
  },
  {
    title: 'an identifier of a type that no other party knows',
    from: role,
    to: `${role}    notify: {url: "https://models.example.com/custos", identifiers: [name]} # here\n`,
    line: '# here',
    path: 'recipients.model-provider.notify.identifiers[0]',
    message: /not known/,
    remedy: /user-id, email, phone, device-id/,
  },
];
