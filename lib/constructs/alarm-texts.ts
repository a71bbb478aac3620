import type { FunctionFacts, Trigger } from '../../lambda/platform/environment.ts';
import type { Alarming } from './impact-alarm.ts';

type WorkflowName = Extract<Trigger, { kind: 'durable' }>['workflow'];
type Texts = Pick<Alarming, 'impact' | 'firstStep'>;

/** Of executions that Lambda accepted and could not start. */
export const notStartedTexts: Readonly<Record<WorkflowName, Texts>> = {
  'retention-sweep': {
    impact: 'What a person set or withdrew is obeyed, but their data is not deleted in time.',
    firstStep:
      'Read why in the message of the queue; the next change of the person starts a sweep.',
  },
  fulfilment: {
    impact: 'The request of a person was accepted and nothing began to work on it.',
    firstStep:
      'Read why in the message of the queue; the sweep starts the request again within 5 minutes.',
  },
};

interface ConsumerTexts {
  readonly failed: Texts;
  readonly late: Texts;
}

const readTheQueue =
  'Read the queue: each message names the place in the stream, which is kept for a day.';
const lookForFailed =
  'Look for FAILED in the log of the consumer: one change that it cannot process blocks the rest.';

/** Of stream consumers, by the name of the function. */
export const consumerTexts: Readonly<Record<string, ConsumerTexts>> = {
  'retention-stream': {
    failed: {
      impact:
        'Deletions of personal data go uncounted, so that a wrongful one would not be noticed.',
      firstStep: readTheQueue,
    },
    late: {
      impact: 'A wrongful deletion of personal data is noticed late, and after a day not at all.',
      firstStep: lookForFailed,
    },
  },
};

/** Of a stream consumer without texts of its own: what it does is not done. */
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
