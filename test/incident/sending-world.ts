import type { IncidentId } from '../../lambda/value/ids.ts';
import { applyMailEvent } from '../../lambda/incident/notice/mail-events/apply.ts';
import { startSes } from '../platform/mail/ses-server.ts';
import type { SesServer } from '../platform/mail/ses-server.ts';
import { address, openNoticeFixture } from './notice-fixture.ts';
import type { NoticeFixture } from './notice-fixture.ts';

export interface SendingWorld {
  readonly fixture: NoticeFixture;
  readonly ses: SesServer;
  /** An approved notice to so many people; the incident and its people are new. */
  readonly approved: (people: number) => Promise<{
    readonly addresses: readonly string[];
    readonly incidentId: IncidentId;
    readonly noticeId: string;
  }>;
  /** How often each was written to. */
  readonly timesWritten: (addresses: readonly string[]) => readonly number[];
  /** Sends to the end, while SES publishes what it took. */
  readonly send: (noticeId: string, on: Parameters<NoticeFixture['sending']>[0]) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** SES publishes later than a process that was killed begins again, and before it gives up waiting. */
const publishedAfter = 500;

export async function openSendingWorld(): Promise<SendingWorld> {
  const fixture = await openNoticeFixture();
  const ses = await startSes();
  const published = new Set<number>();

  async function publish(index: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, publishedAfter));
    const { id } = ses.accepted[index]!;
    const event = { event: 'Send', messageId: id, at: new Date().toISOString() } as const;
    await applyMailEvent({ database: fixture.database, log: fixture.log }, event);
  }

  return {
    ...{ fixture, ses },
    async approved(people) {
      const addresses = Array.from({ length: people }, address);
      const { incidentId } = await fixture.affecting(addresses);
      const notice = await fixture.prepare(incidentId);
      await fixture.approve(incidentId, notice);
      return { addresses, incidentId, noticeId: notice.noticeId as string };
    },
    timesWritten: (addresses) =>
      addresses.map((one) => ses.accepted.filter(({ to }) => to === one).length),
    async send(noticeId, on) {
      const events: Promise<void>[] = [];
      const watch = setInterval(() => {
        for (const index of ses.accepted.keys()) {
          if (published.has(index)) continue;
          published.add(index);
          events.push(publish(index));
        }
      }, 10);
      const stop = fixture.sending(on);
      const status = await fixture.driving.ended(`${noticeId}-1`, 120);
      await stop();
      clearInterval(watch);
      await Promise.all(events);
      return status;
    },
    stop: async () => {
      await ses.stop();
      await fixture.stop();
    },
  };
}

export const informedEach = (people: number) => ({
  state: 'sent',
  counts: {
    ...{ informed: people, uncertain: 0, noAddress: 0, rejected: 0 },
    ...{ bounced: 0, complained: 0, erased: 0 },
  },
});
