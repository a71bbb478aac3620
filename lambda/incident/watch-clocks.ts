import { entry } from '../ledger/store.ts';
import type { Platform } from '../platform/platform.ts';
import type { IncidentId } from '../value/ids.ts';
import { system } from './actor.ts';
import { recount } from './intake/burst-count.ts';
import { withPeople } from './known.ts';
import { clocksOf } from './model/clocks.ts';
import type { Incident, Reminder } from './model/incident.ts';
import { notGiven, reminderOf } from './model/reminders.ts';
import type { Incidents } from './store.ts';

type WatchDependencies = Pick<Platform, 'database' | 'policy' | 'clock' | 'log'> & {
  readonly incidents: Incidents;
};

const open = ['open', 'assessing', 'notifying'] as const;
const pageSize = 50;

/**
 * Looks at every open incident: reminds before a due date, reports what is overdue, and counts the
 * events of bursts. One that fails does not stop the others.
 *
 * @throws StoreUnavailableError when incidents cannot be listed
 */
export async function watchClocks(deps: WatchDependencies): Promise<void> {
  let after: IncidentId | undefined;
  do {
    const page = await deps.incidents.list({ limit: pageSize, states: open, after });
    for (const incident of page.incidents) {
      try {
        await watch(deps, incident);
      } catch (error) {
        deps.log.error('FAILED', error);
      }
    }
    after = page.next;
  } while (after !== undefined);
}

async function watch(deps: WatchDependencies, incident: Incident): Promise<void> {
  const { incidentId, detected } = incident;
  if (detected !== undefined) await recount(deps, incidentId);
  const due = await remindersOf(deps, incident);
  for (const { kind, jurisdiction, duty } of due) {
    // As long as it is overdue, so that the alarm stays on; of a near due date once.
    if (kind === 'overdue') deps.log.warn('BREACH_OVERDUE', { jurisdiction, kind: duty });
  }
  if (notGiven(incident, due).length === 0) return;
  let given: readonly Reminder[] = [];
  await deps.incidents.update<'given'>(incidentId, system, async (now) => {
    given = now.state === 'closed' ? [] : notGiven(now, await remindersOf(deps, now));
    if (given.length === 0) return { kind: 'leave', because: 'given' };
    return {
      kind: 'change',
      set: { reminders: [...now.reminders, ...given] },
      events: given.map(({ kind, jurisdiction, duty, dueAt }) => ({
        kind: kind === 'overdue' ? 'clock-overdue' : 'clock-due-soon',
        codes: { jurisdiction, duty, dueAt },
      })),
      extra: await Promise.all(
        given
          .filter(({ kind }) => kind === 'overdue')
          .map(({ jurisdiction, duty }) =>
            entry(deps, 'incident.clock-overdue', { incidentId, duty, jurisdiction }),
          ),
      ),
    };
  });
  for (const { kind, jurisdiction, duty } of given) {
    if (kind === 'due-soon') deps.log.warn('BREACH_DUE_SOON', { jurisdiction, kind: duty });
  }
}

async function remindersOf(
  { database, policy, clock }: WatchDependencies,
  incident: Incident,
): Promise<readonly Reminder[]> {
  const now = clock();
  const clocks = clocksOf(await withPeople(database, incident), policy, now);
  return clocks.flatMap((each) => reminderOf(each, now) ?? []);
}
