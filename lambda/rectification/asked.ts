import type { z } from 'zod';
import { contentOf, pathOf } from '../value/pointer.ts';
import type { AskedCorrection, Correction } from '../request/model/correction.ts';
import { maximumCorrectionBytes } from '../request/model/correction.ts';
import { pseudonymFor } from '../record/authorize-write.ts';
import { isCategory } from '../record/model/record.ts';
import { minimise } from '../record/minimise.ts';
import { openFor } from '../record/rectify.ts';
import type { RecordsDependencies } from '../record/rows.ts';
import { readRow } from '../record/rows.ts';
import type { PersonFacts } from '../retention/person-store.ts';
import { readPerson } from '../retention/person-store.ts';
import type { ProblemDetail } from '../platform/http/problem.ts';
import { parseId } from '../value/ids.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import type { corrections } from '../request-view/inputs.ts';
import type { RequestRow } from '../request/row.ts';
import { decidedCategory } from '../policy/categories.ts';
import { anyGives } from '../policy/protective.ts';
import type { Policy } from '../policy/schema.ts';
import type { Subject } from '../subject/model/subject.ts';
import { jurisdictionsOf } from '../subject/model/subject.ts';

type Input = z.output<typeof corrections>[number];

export type AskedFor =
  | {
      readonly kind: 'corrections';
      /** For the row, in clear, and for its text. */
      readonly corrections: Correction[];
      readonly asked: AskedCorrection[];
    }
  | { readonly kind: 'invalid'; readonly errors: readonly ProblemDetail[] };

type One =
  | { readonly kind: 'sound'; readonly correction: Correction; readonly asked: AskedCorrection }
  | { readonly kind: 'invalid'; readonly error: ProblemDetail };

/**
 * What a person wants corrected, checked as far as it can be before anyone decides: that it names
 * something of theirs, and that the policy lets the new content be stored.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function correctionsAskedFor(
  deps: RecordsDependencies,
  subjectId: SubjectId,
  inputs: readonly Input[],
): Promise<AskedFor> {
  const facts = await readPerson(deps, subjectId);
  const each = await Promise.all(
    inputs.map((input, index) => one(deps, { subjectId, facts }, input, `/corrections/${index}`)),
  );
  const errors = [
    ...each.flatMap((result) => (result.kind === 'invalid' ? [result.error] : [])),
    ...twice(inputs),
    ...tooMuch(inputs),
  ];
  if (errors.length > 0) return { kind: 'invalid', errors };
  const sound = each.filter((result) => result.kind === 'sound');
  return {
    kind: 'corrections',
    corrections: sound.map(({ correction }) => correction),
    asked: sound.map(({ asked }) => asked),
  };
}

/**
 * What the row of the request has of them. Where a law that applies gives a right to it, what is
 * contested is restricted until it is decided: no one has to ask for that (GDPR Art. 18(1)(a)).
 */
export function correcting(
  policy: Policy,
  subject: Subject | undefined,
  wanted: Correction[],
): Pick<RequestRow, 'corrections' | 'contests'> {
  const restricts = anyGives(policy, jurisdictionsOf(policy, subject), 'restriction');
  return { corrections: wanted, contests: restricts ? true : undefined };
}

interface Person {
  readonly subjectId: SubjectId;
  readonly facts: PersonFacts | undefined;
}

const one = (deps: RecordsDependencies, person: Person, input: Input, at: string): Promise<One> =>
  'recordId' in input ? ofRecord(deps, person, input, at) : ofCategory(deps, person, input, at);

/** Ids that are unknown, expired or another person's look alike. */
async function ofRecord(
  deps: RecordsDependencies,
  { subjectId, facts }: Person,
  { recordId: text, content, reason }: Extract<Input, { recordId: string }>,
  at: string,
): Promise<One> {
  const recordId = parseId<RecordId>(text);
  const row = recordId && (await readRow(deps.database, subjectId, recordId));
  const record = row && facts && (await openFor(deps, facts, row));
  if (record === undefined)
    return invalid(`${at}/recordId`, 'name a record of the person who asks');
  const { category } = record;
  if (category === decidedCategory) return invalid(`${at}/recordId`, contestInstead);
  const correction = { recordId: record.recordId, category };
  if (content === undefined) {
    return { kind: 'sound', correction, asked: { kind: 'remove', ...correction, reason } };
  }
  const pseudonym = pseudonymFor(deps, subjectId);
  const tried = await minimise(deps.policy, category, content, {
    ...{ pseudonym, stored: record.content },
  });
  if (tried.kind === 'not-minimised') return invalid(`${at}/content`, notStorable);
  return {
    kind: 'sound',
    correction,
    asked: { kind: 'replace', recordId: record.recordId, content, reason },
  };
}

async function ofCategory(
  deps: RecordsDependencies,
  { subjectId }: Person,
  { category, pointer, value, reason }: Extract<Input, { category: string }>,
  at: string,
): Promise<One> {
  if (!isCategory(deps.policy, category)) {
    return invalid(`${at}/category`, 'name a category of the policy');
  }
  if (category === decidedCategory) return invalid(`${at}/category`, contestInstead);
  if (pathOf(pointer) === undefined) {
    return invalid(`${at}/pointer`, 'send a pointer into the content (RFC 6901): /address/city');
  }
  const pseudonym = pseudonymFor(deps, subjectId);
  const tried = await minimise(deps.policy, category, contentOf(pointer, value), { pseudonym });
  if (tried.kind === 'not-minimised') return invalid(`${at}/value`, notStorable);
  const asked = { kind: 'set', category, pointer, value, reason } as const;
  return { kind: 'sound', correction: { category }, asked };
}

/** GDPR Art. 22(3): what a system decided is reviewed, not rewritten. */
const contestInstead =
  'send a request of the kind human-review with the automatedDecisionId: a human reviews the decision';

const notStorable = 'send what the policy lets us store there: part of an address, or text';

const invalid = (pointer: string, message: string): One => ({
  kind: 'invalid',
  error: { pointer, message },
});

/** Two corrections of one thing could be decided one way and the other. */
function twice(inputs: readonly Input[]): ProblemDetail[] {
  const seen = new Set<string>();
  return inputs.flatMap((input, index) => {
    const name = 'recordId' in input ? input.recordId : `${input.category} ${input.pointer}`;
    const isKnown = seen.has(name);
    seen.add(name);
    return isKnown ? [{ pointer: `/corrections/${index}`, message: 'name each once' }] : [];
  });
}

const tooMuch = (inputs: readonly Input[]): ProblemDetail[] =>
  Buffer.byteLength(JSON.stringify(inputs)) > maximumCorrectionBytes
    ? [
        {
          pointer: '/corrections',
          message: `send at most ${maximumCorrectionBytes / 1024} KiB in one request`,
        },
      ]
    : [];
