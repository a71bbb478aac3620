import { Duration } from 'aws-cdk-lib';
import { endedBadly, logged } from './function-watch.ts';
import type { Watch } from './function-watch.ts';
import { inFiveMinutes } from './metrics.ts';

/** The alarms of functions for aggregates, training sets and fairness. */
export const learningAlarms: Readonly<Record<string, Watch>> = {
  'aggregate-close': (_scope, watched) => ({
    AggregateCloseFailures: {
      area: watched.facts.area,
      impact:
        'A period of a measure is not published, and measurements of people wait until they expire uncounted.',
      firstStep:
        'Read the lines with FAILED in the log of the closing, repair what they name; the sweep of aggregates starts it again the next day.',
      metric: endedBadly(watched),
    },
  }),
  'aggregate-sweep': (_scope, watched) => ({
    AggregateSweepFailures: {
      area: watched.facts.area,
      impact:
        'Periods that have ended are not counted; after a week their measurements expire uncounted.',
      firstStep: 'Read the error in the log of the sweep; it runs again every hour.',
      metric: watched.function.metricErrors({
        ...inFiveMinutes,
        label: 'Errors of the sweep of aggregates',
      }),
    },
  }),
  'training-set-build': (_scope, watched) => ({
    TrainingSetFailures: {
      area: 'decisions',
      impact: 'A training set could not be built; what there was of it is deleted.',
      firstStep:
        'Read the lines with FAILED in the log of the build, repair what they name, then ask for a new set.',
      metric: endedBadly(watched),
    },
  }),
  'training-departure': (_scope, watched) => ({
    TrainingDepartureFailures: {
      area: watched.facts.area,
      impact:
        'The list of exclusions lacks records that a person has taken out of a training set; files that are read leave them out.',
      firstStep:
        'Read the lines with FAILED in its log and repair what they name; the sweep of training sets finds the records within a day.',
      metric: endedBadly(watched),
    },
  }),
  'training-sweep': (scope, watched) => ({
    ModelMeasureMissing: {
      area: 'decisions',
      impact:
        'A model in use was trained on data of people who left, and nothing is planned for them, or it was not done in time.',
      firstStep:
        'Find it by `affectedBy` of `GET /v1/models/{name}/{version}` of each model that is approved or deployed; plan a `measure` with `PATCH`, or retire it.',
      // Reported once an hour, so the alarm stays on until a measure is planned.
      metric: logged(scope, watched, 'ModelsWithoutMeasure', 'MODEL_MEASURE_MISSING').with({
        period: Duration.hours(1),
      }),
    },
    TrainingSweepFailures: {
      area: watched.facts.area,
      impact:
        'Training sets that have ended are not deleted, and records that are no longer permitted are excluded late.',
      firstStep:
        'Read the lines with FAILED in its log and repair what they name; the sweep runs every hour.',
      metric: watched.function.metricErrors({
        ...inFiveMinutes,
        label: 'Errors of the sweep of training sets',
      }),
    },
  }),
  'fairness-report': (scope, watched) => ({
    FairnessBreached: {
      area: 'decisions',
      impact:
        'A system may put a group of people at a disadvantage: a threshold of the policy is breached.',
      firstStep:
        'Read the report with `GET /v1/fairness?system=`, find out why with the owner, and record the measure with `POST /v1/fairness/{reportId}/review`.',
      metric: logged(scope, watched, 'FairnessBreaches', 'FAIRNESS_BREACHED'),
    },
    FairnessReportFailures: {
      area: 'decisions',
      impact: 'Unequal treatment of groups of people goes unnoticed, because a report is not made.',
      firstStep:
        'Read the lines with FAILED in the log of the report and repair what they name; the sweep starts it again the next day, for a week.',
      metric: endedBadly(watched),
    },
  }),
  'fairness-sweep': (scope, watched) => ({
    FairnessReviewOverdue: {
      area: 'decisions',
      impact:
        'A system may go on to put a group of people at a disadvantage: the review of a breached threshold is past its day.',
      firstStep:
        'Ask the owner in the `review` of `GET /v1/fairness?system=`, and record what is done with `POST /v1/fairness/{reportId}/review`.',
      // Reported once an hour, so the alarm stays on until the review is closed.
      metric: logged(scope, watched, 'FairnessReviewsOverdue', 'FAIRNESS_REVIEW_OVERDUE').with({
        period: Duration.hours(1),
      }),
    },
    FairnessSweepFailures: {
      area: watched.facts.area,
      impact:
        'Reports on fairness are not started, and reviews that are past their day go unnoticed.',
      firstStep: 'Read the error in the log of the sweep; it runs again every hour.',
      metric: watched.function.metricErrors({
        ...inFiveMinutes,
        label: 'Errors of the sweep of fairness',
      }),
    },
  }),
};
