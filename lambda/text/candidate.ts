import type { CountryCode } from 'libphonenumber-js/max';
import type { Finding } from './finding.ts';
import type { Labels } from './labels.ts';
import type { Span } from './prose.ts';
import type { NumberRun } from './scan/numbers.ts';

/** A finding with offsets of the normalised text. */
export type Candidate = Finding;

/** A normalised text, and what several scanners need of it. */
export interface Page {
  readonly text: string;
  readonly labels: Labels;
  readonly numbers: readonly NumberRun[];
  /** Where numbers without a country come from, most likely first. */
  readonly regions: readonly CountryCode[];
  /** The parts that people wrote; the rest is code, JSON or a log. */
  readonly prose: readonly Span[];
  readonly isProse: (at: number) => boolean;
}

export type Scan = (page: Page) => Candidate[];
