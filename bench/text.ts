import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { find } from '../lambda/text/find.ts';
import { model } from '../lambda/text/names/model.ts';
import type { Benchmark, Ratio, ReportProgress } from './measure.ts';
import { atLeast, atMost, median, ratioOf } from './measure.ts';
import { accuracyOf } from './text/accuracy.ts';
import { hostile } from './text/hostile.ts';
import type { Labelled } from './text/labelled.ts';
import { labelledSets, labelledTexts } from './text/labelled.ts';
import { madeTexts } from './text/made.ts';
import type { Score } from './text/score.ts';
import { sourceTexts } from './text/training/negatives.ts';

const megabyte = 1_000_000;
/** The size of a long prompt. */
const documentSize = 4_096;

/** Where the labelled sets are unless an option says so: next to this repository. */
export const usualFolder = '../shared/data/text';

/** How much personal data is found in labelled texts, how much is invented in code, and how fast. */
export const text = (folder: string): Benchmark => ({
  name: 'text',
  about: 'personal data in text: accuracy against goals, and speed on one core',
  run(progress) {
    const cold = coldStart();
    const made = madeTexts(3_000, 1);
    const sets = existsSync(folder)
      ? labelledSets.map((set) => [set, labelledTexts(folder, set, 'test')] as const)
      : [];
    if (sets.length === 0)
      progress(`no labelled texts in ${folder}: accuracy of names is not measured`);
    const ratios = [
      cold,
      ...structuredOf(made, 'made here', progress),
      ...sets.flatMap(([set, texts]) => accuracy(set, texts, progress)),
      falsePersons(progress),
      ...speeds(
        made,
        sets.flatMap(([, texts]) => texts),
        progress,
      ),
      worst(progress),
    ];
    return Promise.resolve(ratios);
  },
});

const goalOf = (
  name: string,
  ours: number,
  limit: number,
  unit: Ratio['unit'],
  kind: typeof atLeast,
): Ratio => ratioOf({ name: `text: ${name}`, ours, limit, unit, against: 'the goal' }, kind(1));

/** From nothing to the first finding of a name: reading the weights is most of it. */
function coldStart(): Ratio {
  const since = performance.now();
  model();
  return goalOf('first use of the weights', performance.now() - since, 80, 'ms', atMost);
}

function structuredOf(texts: readonly Labelled[], set: string, progress: ReportProgress): Ratio[] {
  const { byType, structured } = accuracyOf(texts);
  report(set, byType, progress);
  return [
    goalOf(`F1 of types with a form, ${set}`, structured.f1, 0.97, 'F1', atLeast),
    goalOf(`F2 of types with a form, ${set}`, structured.f2, 0.97, 'F2', atLeast),
  ];
}

function accuracy(
  set: (typeof labelledSets)[number],
  texts: readonly Labelled[],
  progress: ReportProgress,
): Ratio[] {
  const { byType } = accuracyOf(texts);
  if (set === 'posts') {
    report(set, byType, progress);
    return [];
  }
  return [
    ...structuredOf(texts, set, progress),
    goalOf(`F2 of persons, ${set}`, byType.get('person')?.f2 ?? 0, 0.76, 'F2', atLeast),
    goalOf(
      `F2 of places and addresses, ${set}`,
      byType.get('location')?.f2 ?? 0,
      0.7,
      'F2',
      atLeast,
    ),
  ];
}

function report(set: string, byType: ReadonlyMap<string, Score>, progress: ReportProgress): void {
  progress(`${set.padEnd(18)} labelled  found  precision  recall    F1    F2`);
  for (const [type, { gold, predicted, precision, recall, f1, f2 }] of byType) {
    const numbers = [precision, recall, f1, f2].map((value) => value.toFixed(2));
    const [first = '', second = '', third = '', fourth = ''] = numbers;
    progress(
      `  ${type.padEnd(16)} ${String(gold).padStart(8)} ${String(predicted).padStart(6)} ${first.padStart(10)} ${second.padStart(7)} ${third.padStart(5)} ${fourth.padStart(5)}`,
    );
  }
}

/** In sources of packages whose text no training has seen. */
function falsePersons(progress: ReportProgress): Ratio {
  const sources = sourceTexts('test', '{lib,src,dist}/*.{js,mjs,ts}', megabyte);
  const size = sources.reduce((sum, { length }) => sum + length, 0) / megabyte;
  const persons = (prose?: true): number =>
    sources.reduce(
      (sum, source) =>
        sum + find(source, { types: ['person'], ...(prose === undefined ? {} : { prose }) }).length,
      0,
    ) / size;
  progress(`persons in source code that is read as prose: ${Math.round(persons(true))} per MB`);
  return goalOf('persons in source code', persons(), 700, 'per MB', atMost);
}

/** Processor time, since other programs run as well. */
function secondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** Of people's texts; where each line has personal data, rules have more to check. */
function speeds(
  dense: readonly Labelled[],
  usual: readonly Labelled[],
  progress: ReportProgress,
): Ratio[] {
  progress(`texts with personal data in each line: ${speedOf(dense).toPrecision(2)} MB/s`);
  if (usual.length === 0) return [];
  return [goalOf('documents of 4 KB', speedOf(usual), 1, 'MB/s', atLeast)];
}

function speedOf(texts: readonly Labelled[]): number {
  const all = texts.map((each) => each.text).join('\n');
  const documents: string[] = [];
  for (let at = 0; at < all.length; at += documentSize)
    documents.push(all.slice(at, at + documentSize));
  const rounds = Array.from({ length: 7 }, () =>
    secondsOf(() => {
      for (const document of documents) find(document);
    }),
  );
  return all.length / megabyte / median(rounds.slice(2));
}

function worst(progress: ReportProgress): Ratio {
  const times = hostile.map(({ name, text: textOf }) => {
    const whole = textOf(megabyte);
    return { name, seconds: secondsOf(() => find(whole)) };
  });
  const slowest = times.reduce((one, other) => (other.seconds > one.seconds ? other : one));
  progress(`${times.length} hostile texts of 1 MB; the slowest: ${slowest.name}`);
  return goalOf('slowest hostile text of 1 MB', slowest.seconds, 5, 's', atMost);
}
