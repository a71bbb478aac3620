import type { FunctionFacts, Trigger } from '../../lambda/platform/environment.ts';
import type { Alarming } from './impact-alarm.ts';

type WorkflowName = Extract<Trigger, { kind: 'durable' }>['workflow'];
type Texts = Pick<Alarming, 'impact' | 'firstStep'>;

/** For executions that Lambda accepted and could not start. */
export const notStartedTexts: Readonly<Record<WorkflowName, Texts>> = {
  'retention-sweep': {
    impact:
      'Settings and withdrawals of a person take effect, but their data is not deleted in time.',
    firstStep:
      'Read why in the message of the queue; the next change of the person starts a sweep.',
  },
  'affected-people': {
    impact: 'The people affected by an incident are not looked for, so they are not informed.',
    firstStep: 'Read why in the message of the queue; then start the search again.',
  },
  'incident-notices': {
    impact: 'An approved notice about an incident is not sent to the people it affects.',
    firstStep:
      'Read why in the message of the queue; then `POST .../notices/{noticeId}/approve` again.',
  },
  'key-rotation': {
    impact: 'Keys of people that an incident may have exposed are not replaced.',
    firstStep: 'Read why in the message of the queue; the sweep of containments starts it again.',
  },
  'system-run': {
    impact:
      'A request of a person is not carried out at one system of yours, or is carried out late.',
    firstStep: 'Read why in the message of the queue; the sweep of requests starts the run again.',
  },
  'aggregate-close': {
    impact: 'A period of a measure is not counted, and measurements of people are stored longer.',
    firstStep:
      'Read why in the message of the queue; the sweep of aggregates starts it again the next day.',
  },
  'training-set-build': {
    impact: 'A training set was asked for and is not built.',
    firstStep:
      'Read why in the message of the queue; then send the same `POST /v1/training-sets` again, or ask for a new set.',
  },
  'training-departure': {
    impact:
      'Records that a person has taken out of a training set are excluded up to a day late; files that are read leave them out.',
    firstStep:
      'Read why in the message of the queue; the sweep of training sets finds the records within a day.',
  },
  'fairness-report': {
    impact:
      'A system that treats groups of people unequally goes unnoticed: its report is not made.',
    firstStep:
      'Read why in the message of the queue; the sweep of fairness starts the report again the next day.',
  },
  'verification-pass': {
    impact:
      'Whole tables are not read for people who were erased: a pass was asked for and did not begin.',
    firstStep: 'Read why in the message of the queue; the sweep starts the next pass a day later.',
  },
  fulfilment: {
    impact: 'The request of a person was accepted, but its fulfilment did not start.',
    firstStep:
      'Read why in the message of the queue; the sweep starts the request again within 5 minutes.',
  },
};

interface ConsumerTexts {
  readonly failed: Texts;
  readonly late: Texts;
}

const readTheQueue =
  'Read the queue: each message names the position in the stream, which retains changes for a day.';
const lookForFailed =
  'Look for FAILED in the log of the consumer: one change that it cannot process blocks the rest.';

/** For stream consumers, by the name of the function. */
export const consumerTexts: Readonly<Record<string, ConsumerTexts>> = {
  'retention-stream': {
    failed: {
      impact:
        'Deletions of personal data are not counted, so that a wrongful one would not be noticed, and data may be stored for longer than its person allows.',
      firstStep: `${readTheQueue} Then sweep the records of everybody: \`POST /v1/governance/retention/sweeps\`.`,
    },
    late: {
      impact: 'A wrongful deletion of personal data is noticed late, and after a day not at all.',
      firstStep: lookForFailed,
    },
  },
};

/** For a stream consumer without texts of its own: what it does is not done. */
export const textsOfConsumer = ({ name, purpose }: FunctionFacts): ConsumerTexts => {
  const work = purpose.replace(/\.$/, '');
  return {
    failed: {
      impact: `Some changes never reach ${name}, so this is not done for them: ${work}.`,
      firstStep: readTheQueue,
    },
    late: {
      impact: `Changes reach ${name} late, so this is late as well: ${work}.`,
      firstStep: lookForFailed,
    },
  };
};
