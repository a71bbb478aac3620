import type { BundleTarget } from './modules.ts';

/**
 * All modules for one target. The functions share most of their code, so the archive is a sixtieth
 * of their size.
 */
export const archiveOf = (target: BundleTarget): string => `${target}.modules.br`;
