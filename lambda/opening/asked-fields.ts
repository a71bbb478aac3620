import type { ProblemDetail } from '../platform/http/problem.ts';
import type { Policy } from '../policy/schema.ts';
import type { RequestKind } from '../request/model/kinds.ts';

/** Fields of a submission that only some kinds take. */
const ownFields = [
  'categories',
  'purposes',
  'corrections',
  'automatedDecisionId',
  'about',
] as const;
type OwnField = (typeof ownFields)[number];
type AskedFields = Partial<Record<OwnField | 'reason', unknown>> & {
  readonly purposes?: readonly string[] | undefined;
  readonly categories?: readonly string[] | undefined;
};

interface FieldsOfKind {
  readonly takes: readonly OwnField[];
  /** What has to be sent, by field: the message where it is missing. */
  readonly needs?: Readonly<Partial<Record<OwnField | 'reason', string>>>;
}

const choice: FieldsOfKind = { takes: ['purposes'] };
const fieldsOf: Readonly<Record<RequestKind, FieldsOfKind>> = {
  access: { takes: ['categories'] },
  portability: { takes: ['categories'] },
  erasure: { takes: ['categories'] },
  restriction: choice,
  objection: choice,
  'withdraw-consent': choice,
  'opt-out-sale-share': choice,
  'limit-sensitive': choice,
  'opt-out-automated-decision': choice,
  rectification: {
    takes: ['corrections'],
    needs: {
      corrections:
        'send what is to be corrected: [{recordId, content}] or [{category, pointer, value}]',
    },
  },
  'human-review': {
    takes: ['automatedDecisionId'],
    needs: {
      automatedDecisionId: 'send the id of the decision that you contest',
      reason: 'say why you contest the decision',
    },
  },
  complaint: { takes: ['about'], needs: { reason: 'say what you complain about' } },
  appeal: {
    takes: ['about'],
    needs: {
      about: 'send the id of the request that you appeal about',
      reason: 'say why you disagree with the outcome',
    },
  },
};

export const notSupported = 'not offered by this deployment';

/** Whether what a request is about fits its kind and the policy. */
export function fieldsNotAllowed(
  policy: Policy,
  kind: RequestKind,
  body: AskedFields,
): readonly ProblemDetail[] {
  const { takes, needs = {} } = fieldsOf[kind];
  const foreign = ownFields
    .filter((name) => !takes.includes(name) && body[name] !== undefined)
    .map((name) => ({ pointer: `/${name}`, message: 'leave this out: the kind does not take it' }));
  const missing = Object.entries(needs)
    .filter(([name]) => body[name as keyof AskedFields] === undefined)
    .map(([name, message]) => ({ pointer: `/${name}`, message }));
  if (kind === 'erasure' && body.categories !== undefined) {
    return [...foreign, { pointer: '/categories', message: notSupported }];
  }
  const unknown = (['purposes', 'categories'] as const)
    .filter((name) => takes.includes(name))
    .flatMap((name) => unknownIn(policy, name, body[name] ?? []));
  return [...foreign, ...missing, ...unknown];
}

const unknownIn = (
  policy: Policy,
  name: 'purposes' | 'categories',
  ids: readonly string[],
): ProblemDetail[] =>
  ids.flatMap((id, index) =>
    Object.hasOwn(policy[name], id)
      ? []
      : [{ pointer: `/${name}/${index}`, message: `name a ${one[name]} of the policy` }],
  );

const one = { purposes: 'purpose', categories: 'category' } as const;
