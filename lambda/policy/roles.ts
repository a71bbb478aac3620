import type { PolicyDocument } from './schema.ts';

/** Whether we process for others who decide about a purpose: then a breach is reported to them (GDPR Art. 33(2)). */
export const isProcessor = ({ purposes }: Pick<PolicyDocument, 'purposes'>): boolean =>
  Object.values(purposes).some(({ role }) => role === 'processor');
