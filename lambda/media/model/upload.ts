import type { Refusal } from '../../record/model/record.ts';

/** `kept`: its record is there. `refused`: nothing of the file is left. */
export const uploadStates = ['waiting', 'kept', 'refused'] as const;
export type UploadState = (typeof uploadStates)[number];

/** Why nothing was kept of a file: of what it is, and of what may be stored of the person. */
export const uploadRefusals = [
  'wrong-size',
  'wrong-hash',
  'malware',
  'unscannable',
  'type-mismatch',
  'truncated',
  'malformed',
  'polyglot',
  'too-complex',
  'too-many-pixels',
  'not-permitted',
  'processing-restricted',
  'processing-frozen',
  'subject-erased',
  'already-expired',
  // What was announced cannot be decrypted any more: the key of the person was replaced meanwhile.
  'announcement-ended',
] as const;
export type UploadRefusal = (typeof uploadRefusals)[number];

/** What is there when an event comes: of the row of the upload, and of the file. */
export interface UploadFacts {
  /** Absent where the row is gone: its day is over, or its person was erased. */
  readonly row?: {
    readonly state: UploadState;
    /** As announced; absent where that cannot be decrypted any more. */
    readonly bytes?: number;
  };
  /** Absent where the file is gone. */
  readonly file?: {
    readonly bytes: number;
    readonly malware: 'clean' | 'threat' | 'unscannable' | 'not-scanned';
  };
  /** Whether a file is kept only after a scan for malware. */
  readonly scan: 'required' | 'none';
}

export type NextStep =
  | { readonly kind: 'nothing' }
  /** The file is no longer asked for. */
  | { readonly kind: 'discard' }
  /** What was written of a file that is refused has to go as well. */
  | { readonly kind: 'clear' }
  /** Another event comes when the scan has ended. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'refuse'; readonly because: UploadRefusal }
  | { readonly kind: 'inspect' };

/**
 * What to do about an upload. Events come late, twice and out of order, so it is decided on what is
 * there, never on what an event says; and it is the same after a crash at any point.
 */
export function nextStep({ row, file, scan }: UploadFacts): NextStep {
  if (row?.state === 'refused') return { kind: 'clear' };
  if (file === undefined) return { kind: 'nothing' };
  if (row?.state !== 'waiting') return { kind: 'discard' };
  if (row.bytes === undefined) return { kind: 'refuse', because: 'announcement-ended' };
  if (file.malware === 'threat') return { kind: 'refuse', because: 'malware' };
  if (scan === 'required' && file.malware !== 'clean') {
    return file.malware === 'unscannable'
      ? { kind: 'refuse', because: 'unscannable' }
      : { kind: 'wait' };
  }
  if (file.bytes !== row.bytes) return { kind: 'refuse', because: 'wrong-size' };
  return { kind: 'inspect' };
}

/** Of what may not be stored of the person (any more). */
export function refusalOfUpload({ kind }: Refusal): UploadRefusal {
  switch (kind) {
    case 'frozen':
      return 'processing-frozen';
    case 'restricted':
      return 'processing-restricted';
    case 'subject-unknown':
    case 'subject-erased':
      return 'subject-erased';
    case 'already-expired':
    case 'collected-in-future':
      return 'already-expired';
    // The policy no longer knows the category or a purpose, or permits it no longer. The last five
    // are about content and what it was made from, which a file has none of.
    case 'unknown-category':
    case 'unknown-purposes':
    case 'not-permitted':
    case 'unknown-recipient':
    case 'content-too-large':
    case 'not-minimised':
    case 'unknown-source':
    case 'derived-source':
    case 'exhausted-source':
      return 'not-permitted';
  }
}
