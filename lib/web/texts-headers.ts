/** Below it are the texts of the policy, which are public. */
export const textsPath = '/texts/';

/** Apps of any origin read them: `custos/widget` says with them what a purpose is. */
export const textsHeaders: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
};
