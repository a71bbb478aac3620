import type { ModelState } from '../../../value/models.ts';

/** Who moves a model: the program that trains it, or staff. */
export type Mover = 'service' | 'staff';

/**
 * Every step that there is, with who may take it: staff take those of services as well. A model that was
 * retired is registered again as another version.
 */
export const transitions: Readonly<
  Record<ModelState, Readonly<Partial<Record<ModelState, Mover>>>>
> = {
  planned: { trained: 'service', retired: 'staff' },
  trained: { approved: 'staff', retired: 'staff' },
  approved: { deployed: 'staff', retired: 'staff' },
  deployed: { retired: 'staff' },
  retired: {},
};

export type Step = 'allowed' | 'for-staff' | 'no-step';

export function stepTo(from: ModelState, to: ModelState, by: Mover): Step {
  const who = transitions[from][to];
  if (who === undefined) return 'no-step';
  return who === 'staff' && by === 'service' ? 'for-staff' : 'allowed';
}

/** Whether what an approval judges can still be changed. */
export const isBeforeApproval = (state: ModelState): boolean =>
  state === 'planned' || state === 'trained';
