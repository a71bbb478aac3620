import type { Policy } from '../../lambda/policy/schema.ts';
import type { PolicyProblem } from './problem.ts';
import { readSource } from './source.ts';

/** What follows for people, and what to do. */
export const noFollowUpUrl = {
  message:
    'The policy names no page for the links in mails: each mail has a long token instead, and people do not learn where to use it.',
  remedy:
    'Deploy the pages of Custos under a name of yours (webDomainName, docs/operate.md), or name your own page as mail.followUpUrl: https://privacy.example.com/follow-up#{token}.',
} as const;

/**
 * What to know before a policy is deployed with a sender of mail, with file and line. Nothing stops: a
 * policy does not say whether there is one, and the texts of mails can name a place for the token.
 */
export function mailPageWarnings(directory: string, { mail }: Policy): readonly PolicyProblem[] {
  const file = readSource(`${directory}/policy.yaml`);
  if (mail.followUpUrl !== undefined || file.kind === 'unreadable') return [];
  const { message, remedy } = noFollowUpUrl;
  const path = ['mail', 'followUpUrl'];
  return [
    file.source.locate({
      path,
      message,
      remedy: `${remedy} Where the pages have a name, or no sender of mail is configured, there is nothing to do.`,
    }),
  ];
}
