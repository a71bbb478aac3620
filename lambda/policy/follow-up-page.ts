import type { Policy } from './schema.ts';

/** The value of CUSTOS_FOLLOW_UP_URL where there is no page: a mail has the token. */
export const noFollowUpPage = 'none';

/** Where the privacy centre takes a follow-up token, below an origin such as `https://privacy.example.com`. */
export const followUpUrlAt = (origin: string): string => `${origin}/follow-up#{token}`;

/** The policy with the page for links in mails that its deployment names: that of the policy comes first. */
export const withFollowUpPage = (policy: Policy, url: string = noFollowUpPage): Policy =>
  url === noFollowUpPage ? policy : { ...policy, mail: { ...policy.mail, followUpUrl: url } };
