import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { Report } from '../lambda/fairness/model/report.ts';
import type { ReportName } from '../lambda/fairness/store.ts';
import { storedReport } from '../lambda/fairness/store.ts';
import { periodOf } from '../lambda/policy/report-periods.ts';
import { plusSeconds } from '../lambda/value/time.ts';
import { openDriving } from '../test/incident/driving.ts';
import type { ReportedStep, Reporting } from './fairness-process.ts';
import { startBounded } from './bounded.ts';
import type { Benchmark, ReportProgress } from './measure.ts';
import { atMost, ratioOf } from './measure.ts';
import { newResident, sayGender, writeOutcomes } from './outcomes.ts';
import type { Service } from './service.ts';
import { openService } from './service.ts';

const system = 'upload-limits';
const outcomesPerPerson = 20;
const peopleAtOnce = 8;
const execution = 'bench';
/** One of so many people says a gender. */
const saidByOneOf = 10;
const selected = { DE: 0.8, GB: 0.6 };

/**
 * Peak memory of the job of a report on fairness. Its process is killed in its third step, and another one
 * goes on from the checkpoint of the second.
 */
export const fairness = (rows: number): Benchmark => ({
  name: 'fairness',
  about: `a report on ${rows} outcomes of ${rows / outcomesPerPerson} people`,
  async run(progress) {
    const service = await openService();
    try {
      const { controller } = service.policy;
      // Labels have had their time, too.
      const then = plusSeconds(service.clock(), -60 * 86_400);
      const name = { system, period: periodOf(then, 'P1M', controller.timeZone) };
      await fill(service, name, rows, progress);
      const { workflow } = await openDriving(service);
      await workflow.start('fairness-report', execution, name);
      const { milliseconds, peakMegabytes } = await report(service, progress);
      await check(service, name, rows);
      progress(`${Math.round((rows / milliseconds) * 1000)} outcomes a second`);
      return [
        ratioOf(
          {
            name: `peak memory of a report on ${rows} outcomes`,
            ...{ ours: peakMegabytes, limit: 512, unit: 'MB' },
            against: 'the whole process may have 512 MB, whatever the number of outcomes',
          },
          atMost(1),
        ),
      ];
    } finally {
      await service.stop();
    }
  },
});

async function fill(
  service: Service,
  name: ReportName,
  rows: number,
  progress: ReportProgress,
): Promise<void> {
  const people = rows / outcomesPerPerson;
  for (let made = 0; made < people; made += peopleAtOnce) {
    await Promise.all(
      Array.from({ length: Math.min(peopleAtOnce, people - made) }, async (_, more) => {
        const residence = (made + more) % 2 === 0 ? 'DE' : 'GB';
        const favourable = Array.from(
          { length: outcomesPerPerson },
          (__, n) => n < outcomesPerPerson * selected[residence],
        );
        const subjectId = await newResident(service, residence);
        await writeOutcomes(service, name, subjectId, favourable);
        if ((made + more) % saidByOneOf === 0) await sayGender(service, subjectId, 'female');
      }),
    );
    if (made % 5_000 === 0) progress(`${made * outcomesPerPerson} of ${rows} outcomes written`);
  }
}

interface Measured {
  readonly milliseconds: number;
  readonly peakMegabytes: number;
}

const killedAfterMilliseconds = 10_000;

/** In processes of their own, to measure the memory of this work alone: the first one is killed. */
async function report({ where }: Service, progress: ReportProgress): Promise<Measured> {
  const since = performance.now();
  let [peakMegabytes, steps, isKilled] = [0, 0, false];
  for (;;) {
    const asked: Reporting = { where, execution };
    const child = startBounded('fairness-process.ts', asked);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    let status: string | undefined;
    for await (const line of createInterface({ input: child.stdout })) {
      const step = JSON.parse(line) as ReportedStep;
      ({ status } = step);
      steps += 1;
      peakMegabytes = Math.max(peakMegabytes, step.peakMegabytes);
      progress(`step ${steps}, peak ${Math.round(step.peakMegabytes)} MB`);
      if (isKilled || steps < 2 || status !== undefined) continue;
      isKilled = true;
      setTimeout(() => child.kill('SIGKILL'), killedAfterMilliseconds);
    }
    const code = await ended;
    if (status === 'succeeded') return { milliseconds: performance.now() - since, peakMegabytes };
    if (code !== null) throw new Error(`the report ended: ${status ?? code}`);
    progress('killed; another process goes on from the last checkpoint');
  }
}

/** Every outcome is counted once: what groups have is known. */
async function check({ database }: Service, name: ReportName, rows: number): Promise<void> {
  const row = await storedReport(database, name);
  if (row === undefined) throw new Error('there is no report');
  const { n, groups } = JSON.parse(row.report) as Report;
  const found = groups.map((one) => (one.suppressed ? 0 : one.selectionRate));
  const expected = [selected.DE, selected.GB];
  if (n !== rows || found.join() !== expected.join()) {
    throw new Error(`${n} of ${rows} outcomes are in the report, selected ${found.join()}`);
  }
}
