import type { DelayCode } from '../policy/law.ts';
import type { CorrectionGround } from '../request/model/correction-grounds.ts';
import type { RefusalGround } from '../request/model/refusals.ts';
import type { RequestKind } from '../request/model/kinds.ts';

type Ground = RefusalGround | CorrectionGround;

/** What the values of a mail say in one language. */
export interface MailWords {
  readonly lang: string;
  /** As after `about`; in German in the accusative, as after `es geht um`. */
  readonly kind: Readonly<Record<RequestKind, string>>;
  readonly delay: Readonly<Record<DelayCode, string>>;
  readonly ground: Readonly<Record<Ground, string>>;
  readonly otherGround: string;
  readonly identity: string;
  readonly agent: string;
  readonly clarification: string;
  readonly completed: Readonly<
    Record<'exported' | 'erased' | 'restricted' | 'stopped' | 'other', string>
  >;
  /** Of a request that an erasure has ended. */
  readonly overtaken: string;
  /** Before the reasons. */
  readonly partly: string;
  /** Where no reason is given, because other systems have not done it. */
  readonly notEverywhere: string;
  readonly answered: string;
}

export const wordsEn: MailWords = {
  lang: 'en',
  kind: {
    access: 'a copy of your data',
    portability: 'your data in a form that other services can read',
    rectification: 'the correction of your data',
    erasure: 'the erasure of your data',
    restriction: 'the restriction of the use of your data',
    objection: 'your objection to a use of your data',
    'withdraw-consent': 'the withdrawal of your consent',
    'opt-out-sale-share': 'your opt-out of sale and sharing',
    'limit-sensitive': 'a limit on the use of sensitive data',
    'opt-out-automated-decision': 'your opt-out of automated decisions',
    'human-review': 'the review of a decision by a person',
    complaint: 'your complaint',
    appeal: 'your appeal',
  },
  delay: {
    complexity: 'Your request is complex.',
    'high-volume': 'We have received a high number of requests.',
    'identity-verification': 'We have to make sure who you are.',
    'clarification-needed': 'We need to know more precisely what you ask for.',
    consultation: 'We have to consult others before we can answer.',
    'format-conversion': 'Your data has to be converted into another form.',
    'fee-paid': 'A fee is to be paid before we can answer.',
    'any-stated': 'We need more time to answer your request with care.',
  },
  ground: {
    'found-accurate': 'We have looked into it, and found that the data is right.',
    'identity-not-verified': 'We could not make sure that the request comes from you.',
    'person-not-identifiable': 'We cannot find out which data is about you.',
    'manifestly-unfounded': 'The request is manifestly unfounded.',
    'manifestly-excessive': 'The request is manifestly excessive.',
    'fraudulent-request': 'We have reason to believe that the request is fraudulent.',
    'rights-of-others': 'It would adversely affect the rights of other people.',
    'legal-obligation': 'A law obliges us to keep the data.',
    'legal-claims': 'The data is needed for legal claims.',
    'freedom-of-expression': 'Freedom of expression and information outweighs the request.',
    'public-interest-task': 'The data is needed for a task in the public interest.',
    'public-health': 'The data is needed in the interest of public health.',
    'research-archiving-statistics': 'The data is needed for archives, research or statistics.',
    'disproportionate-effort': 'It would take a disproportionate effort.',
  },
  otherGround: 'Another ground in law applies. You can read it with your request.',
  identity:
    'We have to be sure that this request comes from you. Write to us about that. If you have an account with us, you can instead call this request off there and make it again. Do not send us a copy of an identity document.',
  agent:
    'An agent has sent this request on your behalf. If you do not want this agent to ask for you, do not use the code.',
  clarification: 'Please describe more precisely which data or which use you mean.',
  completed: {
    exported: 'The data that you asked for is ready.',
    erased:
      'We have erased your data. The certificate with your request says so, and what we keep as evidence, why and until when.',
    restricted: 'From now on we keep your data, and do not use it for what your request is about.',
    stopped: 'From now on we do not use your data for what your request is about.',
    other: 'We have done what you asked for.',
  },
  overtaken:
    'You have also asked us to erase your data. The erasure ends this request, because nothing is left on which we could carry it out.',
  partly: 'We have done part of what you asked for. We have not done the rest, for these reasons:',
  notEverywhere:
    'We have done part of what you asked for. Other systems of ours have not done it yet, or cannot do it. You can read about each of them with your request.',
  answered: 'You can read our reasons with your request.',
};
