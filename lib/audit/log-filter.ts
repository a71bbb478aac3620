import type { Alarming } from '../constructs/impact-alarm.ts';
import type { Watched } from './detections.ts';

/** Counts events in the log group of management events, and alarms on the count. */
export interface LogFilter extends Pick<
  Alarming,
  'impact' | 'firstStep' | 'threshold' | 'deviations' | 'periods'
> {
  readonly id: string;
  /** The recommendation of the CIS AWS Foundations Benchmark whose text the pattern keeps. */
  readonly benchmark?: string;
  /** Patterns of CloudWatch Logs, of at most 1,024 characters; an event that matches any counts. */
  readonly patterns: (watched: Pick<Watched, 'stage' | 'deployRoles'>) => readonly string[];
}
