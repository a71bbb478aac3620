import { silenceOf } from '../doctor/ask.ts';

/** What to do when AWS did not answer a command; a line for the end of its output. */
export function unansweredRemedy(cause: unknown): string {
  const silence = silenceOf([], cause);
  if (silence.kind === 'no-credentials') {
    return `the credentials are missing or not valid (${silence.reason}): sign in again (aws sso login), or set AWS_PROFILE or --profile`;
  }
  // What the SDK says names tables, roles and Regions, and never a row.
  const said = cause instanceof Error ? cause.message : String(cause);
  return `AWS does not answer: ${said.replace(/\.$/, '')}. Check --region, --profile and the credentials.`;
}
