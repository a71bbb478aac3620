import type { Mistake } from './mistake.ts';

export const trainingMistakes: readonly Mistake[] = [
  {
    title: 'a training set for a purpose that is none',
    from: 'trainingSets:\n  training:\n',
    to: 'trainingSets:\n  trainings:\n',
    line: '  trainings:',
    path: 'trainingSets.trainings',
    message: /`trainings` is not a purpose/,
    remedy: /training/,
  },
  {
    title: 'a training set for a purpose that only figures may leave',
    from: 'trainingSets:\n  training:\n',
    to: 'trainingSets:\n  aggregates: {}\n  training:\n',
    line: '  aggregates: {}',
    path: 'trainingSets.aggregates',
    message: /no record would ever be in a set/,
    remedy: /Remove it here/,
  },
  {
    title: 'a training set that the bucket deletes before it expires',
    from: '    expires: P30D\n',
    to: '    expires: P120D\n',
    line: 'expires: P120D',
    path: 'trainingSets.training.expires',
    message: /at most 90 days/,
    remedy: /./,
  },
  {
    title: 'a training set that is remembered for a shorter time than it is there',
    from: '    lineage: P2Y\n',
    to: '    lineage: P1D\n',
    line: 'lineage: P1D',
    path: 'trainingSets.training.lineage',
    message: /longer than is remembered/,
    remedy: /P30D/,
  },
];
