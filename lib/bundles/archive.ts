import type { BundleTarget } from './modules.ts';

/** 128 MB, more than all functions have. A reader has to allow more than the 16 MB of RFC 7932. */
export const windowBits = 27;

/**
 * All modules for one target. The functions share most of their code, so the archive is a fortieth
 * of their size.
 */
export const archiveOf = (target: BundleTarget): string => `${target}.modules.br`;
