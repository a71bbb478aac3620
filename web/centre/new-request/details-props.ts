import type { Draft } from './draft.ts';
import type { Wish } from './wish.ts';

export interface DetailsProps {
  readonly wish: Wish;
  readonly draft: Draft;
  /** Goes to the third step with what was chosen and written. */
  readonly done: (wish: Partial<Wish>, draft?: Partial<Draft>) => void;
}
