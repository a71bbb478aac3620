/**
 * The environment of a command that is to know nothing of the machine; compiled modules are of no
 * consequence but for the time that it takes.
 */
export const bareEnvironment = (more: Readonly<Record<string, string>> = {}) => ({
  PATH: process.env['PATH'],
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
  ...more,
});
