/**
 * Why an erasure that is certified is not final yet: what could still bring a destroyed key back, or
 * keep it in use, a system that has not ended, and whole tables that were not looked over yet. Closed and published; each is observed, none is
 * computed.
 */
export const finalityBarriers = [
  'cached-keys-usable',
  'key-present',
  'tombstone-missing',
  'recovery-window-open',
  'recovery-window-unknown',
  'backup-exists',
  'recovery-point-exists',
  'export-exists',
  'stream-has-keys',
  'kinesis-destination-active',
  'replica-exists',
  'system-open',
  'verification-pending',
] as const;
export type FinalityBarrier = (typeof finalityBarriers)[number];
