import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Span } from './score.ts';

const span = z.object({ type: z.string(), start: z.number(), end: z.number() });
const line = z.object({
  text: z.string(),
  spans: z.array(span),
  /** What may be found or not. */
  ignore: z.array(span).default([]),
});

export interface Labelled {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly ignore: readonly Span[];
}

export const labelledSets = ['templates', 'posts'] as const;
export type LabelledSet = (typeof labelledSets)[number];

/** Labelled texts of a folder; they are no part of this repository. */
export const labelledTexts = (
  folder: string,
  set: LabelledSet,
  part: 'train' | 'test',
): Labelled[] =>
  readFileSync(join(folder, `${set}.${part}.jsonl`), 'utf8')
    .split('\n')
    .filter((each) => each !== '')
    .map((each) => line.parse(JSON.parse(each)));
