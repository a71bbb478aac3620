import type { Target } from './modules.ts';

/**
 * All modules for one target. Functions have most of their code in common, so that the archive is a
 * sixtieth of their size.
 */
export const archiveOf = (target: Target): string => `${target}.modules.br`;
