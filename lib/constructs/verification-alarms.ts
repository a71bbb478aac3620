import { Duration } from 'aws-cdk-lib';
import { endedBadly, logged } from './function-watch.ts';
import type { Watch } from './function-watch.ts';
import { inFiveMinutes, sum } from './metrics.ts';

/** The alarms of functions that verify erasures over whole tables, and certify that they are final. */
export const verificationAlarms: Readonly<Record<string, Watch>> = {
  'verification-pass': (scope, watched) => ({
    ResidueFoundByPass: {
      area: 'deletions',
      impact: 'Data of a person is still there although its erasure was certified.',
      firstStep:
        'Within the hour the erasure is carried out again and certified again: look for `residue-found` in the timeline of requests, and find out what wrote the rows (docs/operate.md).',
      metric: logged(scope, watched, 'ResiduesFoundByPass', 'RESIDUE_FOUND'),
    },
    VerificationInconclusive: {
      area: 'deletions',
      impact:
        'A pass over whole tables did not see what it has to see, and verified no erasure or not all.',
      firstStep:
        'Compare the tables that its functions read with those of the deployment; the next pass begins a day later.',
      metric: logged(scope, watched, 'InconclusivePasses', 'VERIFICATION_INCONCLUSIVE'),
    },
    VerificationFailures: {
      area: watched.facts.area,
      impact:
        'A pass over whole tables for people who were erased has failed, so erasures do not become final.',
      firstStep:
        'Read the lines with FAILED in the logs of the pass and of its scan, repair what they name; the sweep starts the next pass a day later.',
      metric: endedBadly(watched),
    },
  }),
  'verification-sweep': (_scope, watched) => ({
    VerificationSweepFailures: {
      area: watched.facts.area,
      impact: 'No pass over whole tables is started, so erasures do not become final.',
      firstStep: 'Read the error in the log of the sweep; it runs again every hour.',
      metric: watched.function.metricErrors({
        ...inFiveMinutes,
        label: 'Errors of the sweep of verification passes',
      }),
    },
  }),
  'finality-sweep': (scope, watched) => ({
    KeyCameBack: {
      area: watched.facts.area,
      impact:
        'A key of a person that was destroyed is there again, and opens what backups have of their data.',
      firstStep:
        'Find out what wrote to the tables of keys, for example a restore that was not checked, and run restore-check (docs/operate.md); repeated every hour until then.',
      metric: logged(scope, watched, 'KeysCameBack', 'KEY_CAME_BACK'),
    },
    VerificationLate: {
      area: watched.facts.area,
      impact:
        'Erasures have waited three days for a pass over whole tables, and do not become final.',
      firstStep:
        'Find out whether passes fail, see too little or are slow (docs/operate.md, Verification is late).',
      // Reported once an hour, so the alarm stays on until a pass has verified them.
      metric: logged(scope, watched, 'VerificationsLate', 'VERIFICATION_LATE').with({
        period: Duration.hours(2),
      }),
    },
    FinalitySweepFailures: {
      area: watched.facts.area,
      impact:
        'Erasures are not certified as final, and what a pass over whole tables found is not erased.',
      firstStep:
        'Read the lines with FAILED in the log of the sweep, repair what they name; it runs again every hour.',
      metric: sum('Sweeps that failed as a whole or for one erasure', {
        errors: watched.function.metricErrors(inFiveMinutes),
        failures: logged(scope, watched, 'FinalitySweepFailuresLogged', 'FAILED'),
      }),
    },
  }),
};
