/** What people and the assistant do; everything else follows from it. */
export interface Usage {
  readonly subjects: number;
  /** Prompts of one person in a month. */
  readonly promptsPerMonth: number;
  /** Average bytes of one stored record. */
  readonly recordBytes: number;
  readonly decisionsPerPrompt: number;
  /** Data-subject requests of a thousand people in a year; half are exports, half erasures. */
  readonly requestsPerYear: number;
  /** Months for which a record is kept. */
  readonly monthsKept: number;
}

export const assumedUsage: Omit<Usage, 'subjects'> = {
  promptsPerMonth: 30,
  recordBytes: 1_500,
  decisionsPerPrompt: 1,
  requestsPerYear: 20,
  monthsKept: 12,
};

/** A prompt and its answer are stored by one call. */
const recordsPerPrompt = 2;
/** Consents given, refused or withdrawn by one person in a year. */
const choicesPerYear = 4;
/** Attributes, keys and the envelope of a row beside its content. */
const rowOverheadBytes = 400;
const kibibyte = 1_024;

/** How often things happen in a month. */
export interface Volumes {
  readonly prompts: number;
  readonly decisions: number;
  readonly batches: number;
  readonly records: number;
  readonly rowBytes: number;
  readonly heldRecords: number;
  readonly choices: number;
  readonly requests: number;
  /** Records that one request reads and, for an erasure, deletes. */
  readonly recordsOfOne: number;
}

export function volumesOf(usage: Usage): Volumes {
  const prompts = usage.subjects * usage.promptsPerMonth;
  const records = prompts * recordsPerPrompt;
  return {
    prompts,
    decisions: prompts * usage.decisionsPerPrompt,
    batches: prompts,
    records,
    rowBytes: usage.recordBytes + rowOverheadBytes,
    heldRecords: records * usage.monthsKept,
    choices: (usage.subjects * choicesPerYear) / 12,
    requests: (usage.subjects / 1_000) * (usage.requestsPerYear / 12),
    recordsOfOne: usage.promptsPerMonth * recordsPerPrompt * usage.monthsKept,
  };
}

/** Units of a transactional write: two for each KiB begun. */
export const writeUnits = (bytes: number): number => 2 * Math.ceil(bytes / kibibyte);

/** Units of a consistent read: one for each 4 KiB begun. */
export const readUnits = (bytes: number): number => Math.ceil(bytes / (4 * kibibyte));
