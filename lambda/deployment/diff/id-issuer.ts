import { withoutIssuer } from '../../policy/id-issuers.ts';

/** Whose ids people are found by, in a sentence. */
export const showIdIssuer = (issuer = 'the only issuer'): string =>
  issuer === withoutIssuer ? 'no issuer' : issuer;
