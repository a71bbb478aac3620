import { InvalidArgumentError } from 'commander';

/** `--controller`, as it is written into the policy and its notices. */
export function controllerName(value: string): string {
  if (value.trim() === '' || value.length > 200 || /\p{Cc}/u.test(value)) {
    throw new InvalidArgumentError('It must be one line of at most 200 characters.');
  }
  return value.trim();
}
