import type { Agent, Choice, Giver, NoticeReference } from './choice.ts';

export interface ConsentCommand {
  readonly purpose: string;
  readonly state: Choice;
  readonly notice?: NoticeReference;
  readonly locale?: string;
  readonly method?: string;
  readonly givenBy: Giver;
  readonly agent?: Agent;
}

/** The choice alone, of a body or a line that says more. */
export const commandOf = (choice: ConsentCommand): ConsentCommand => {
  const { purpose, state, notice, locale, method, givenBy, agent } = choice;
  return {
    purpose,
    state,
    givenBy,
    notice,
    locale,
    method,
    agent,
  };
};
