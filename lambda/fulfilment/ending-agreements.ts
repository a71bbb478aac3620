import type { Platform } from '../platform/platform.ts';
import { endingsOf, isReportedToday } from '../policy/endings.ts';
import type { CivilDate } from '../policy/periods.ts';

/**
 * Says once a day what of the recipients ends: 60, 30 and 7 days before the last day of an agreement,
 * of the assessment of a transfer or of a certificate, and every day after it.
 */
export function reportEndingAgreements(
  { policy, log }: Pick<Platform, 'policy' | 'log'>,
  today: CivilDate,
): void {
  for (const { kind, recipient, daysLeft } of endingsOf(policy, today).filter(isReportedToday)) {
    log.warn('AGREEMENT_ENDING', { kind, recipient, days: daysLeft });
  }
}
