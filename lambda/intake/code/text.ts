import type { Policy } from '../../policy/schema.ts';
import type { kindsWithoutAccount } from '../../request/model/request.ts';

type Kind = (typeof kindsWithoutAccount)[number];

export interface CodeFacts {
  readonly requestId: string;
  readonly kind: Kind;
  readonly code: string;
  readonly token: string;
  readonly isFromAgent: boolean;
  readonly controller: Pick<Policy['controller'], 'name' | 'address'>;
}

interface CodeText {
  readonly subject: string;
  readonly text: string;
}

/** What is confirmed: another person may have asked for something else under the same address. */
const englishKinds: Readonly<Record<Kind, string>> = {
  access: 'a copy of your data',
  portability: 'your data in a form that other services can read',
  erasure: 'erasing your data',
  restriction: 'restricting what your data is used for',
  objection: 'an objection to uses of your data',
  'withdraw-consent': 'withdrawing your consent',
  'opt-out-sale-share': 'an opt-out of selling and sharing your data',
  'limit-sensitive': 'limiting the use of your sensitive data',
  'opt-out-automated-decision': 'an opt-out of automated decisions',
  complaint: 'a complaint about how your data is handled',
};

const germanKinds: Readonly<Record<Kind, string>> = {
  access: 'eine Kopie Ihrer Daten',
  portability: 'Ihre Daten in einer Form, die andere Dienste lesen können',
  erasure: 'die Löschung Ihrer Daten',
  restriction: 'die Einschränkung der Verwendung Ihrer Daten',
  objection: 'Widerspruch gegen Verwendungen Ihrer Daten',
  'withdraw-consent': 'Widerruf Ihrer Einwilligung',
  'opt-out-sale-share': 'kein Verkauf und keine Weitergabe Ihrer Daten',
  'limit-sensitive': 'die Begrenzung der Verwendung Ihrer sensiblen Daten',
  'opt-out-automated-decision': 'keine automatisierten Entscheidungen über Sie',
  complaint: 'Beschwerde über den Umgang mit Ihren Daten',
};

const english = ({ kind, ...facts }: CodeFacts): CodeText => {
  const { requestId, code, token, isFromAgent, controller } = facts;
  return {
    subject: 'Your code to confirm a request about your data',
    text: [
      isFromAgent
        ? 'You are named in a request about your personal data that an agent has sent us.'
        : 'We have received a request about the personal data that belongs to this address.',
      `Asked for: ${englishKinds[kind]}.`,
      isFromAgent
        ? 'If you want this agent to ask for you, confirm it with this code:'
        : 'If you made it, confirm it with this code:',
      code,
      'You can use it for 10 minutes, and try it 3 times. Give it to no one who you do not want to act for you.',
      `Request: ${requestId}\nTo follow it later: ${token}`,
      'If you did not ask for anything, you need not do anything: without the code nothing happens.',
      `${controller.name}\n${controller.address}`,
    ].join('\n\n'),
  };
};

const german = ({ kind, ...facts }: CodeFacts): CodeText => {
  const { requestId, code, token, isFromAgent, controller } = facts;
  return {
    subject: 'Ihr Code für einen Antrag zu Ihren Daten',
    text: [
      isFromAgent
        ? 'Jemand hat uns in Ihrem Namen nach Ihren personenbezogenen Daten gefragt.'
        : 'Wir haben einen Antrag zu den personenbezogenen Daten der Person erhalten, die diese Adresse liest.',
      `Beantragt wurde: ${germanKinds[kind]}.`,
      isFromAgent
        ? 'Wenn diese Person für Sie fragen soll, bestätigen Sie das mit diesem Code:'
        : 'Wenn der Antrag von Ihnen ist, bestätigen Sie ihn mit diesem Code:',
      code,
      'Er gilt 10 Minuten, und Sie können ihn 3-mal versuchen. Geben Sie ihn niemandem, der nicht für Sie handeln soll.',
      `Antrag: ${requestId}\nUm ihn später zu verfolgen: ${token}`,
      'Wenn Sie nichts beantragt haben, müssen Sie nichts tun: Ohne den Code geschieht nichts.',
      `${controller.name}\n${controller.address}`,
    ].join('\n\n'),
  };
};

/** In German or, where the person reads another language, in English. */
export function codeText(facts: CodeFacts, locale: string): CodeText & { readonly locale: string } {
  return locale.toLowerCase().split('-')[0] === 'de'
    ? { ...german(facts), locale: 'de' }
    : { ...english(facts), locale: 'en' };
}
