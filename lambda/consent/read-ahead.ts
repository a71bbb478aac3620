import type { Freeze } from '../containment/model/freeze.ts';
import { askFreeze } from '../containment/freeze-store.ts';
import type { ReadKeyRows } from '../platform/keyring/key-row.ts';
import { askKeyRows } from '../platform/keyring/key-row.ts';
import type { Beside } from '../subject/look.ts';
import type { SubjectId } from '../value/ids.ts';
import type { ConsentCommand } from './model/command.ts';
import type { StoredState } from './model/event.ts';
import { asksForFreeze } from './frozen.ts';
import { askStates } from './store.ts';

/** What was read of a person for one choice, in the call that read the person. */
export interface OwnForChoice {
  readonly subjectId: SubjectId;
  /** What they said about the purpose last. */
  readonly previous: StoredState | undefined;
  readonly keyRows: ReadKeyRows;
}

/** What was read for one choice, in the calls that found the person. */
export interface ReadForChoice {
  /** What is frozen, where that stops the choice. */
  readonly known: Freeze | undefined;
  /** Undefined while no person is known. */
  readonly own: OwnForChoice | undefined;
}

/** What a choice needs beside the person who makes it. */
export const besideChoice = (
  command: ConsentCommand,
): Beside<Freeze | undefined, OwnForChoice | undefined> => ({
  known: (read) => (asksForFreeze(command) ? askFreeze(read) : Promise.resolve(undefined)),
  async own(read, [subjectId]) {
    if (subjectId === undefined) return undefined;
    const { purpose } = command;
    const [states, keyRows] = await Promise.all([
      askStates(read, [{ subjectId, purpose }]),
      askKeyRows(
        read,
        classes.map((erasureClass) => ({ subjectId, erasureClass })),
      ),
    ]);
    return { subjectId, previous: states.get(subjectId)?.get(purpose), keyRows };
  },
});

/** Under which the evidence, and the entries about it, are encrypted. */
const classes = ['consent-evidence', 'ledger'] as const;
