import { randomUUID } from 'node:crypto';
import type { Message } from '../../../lambda/platform/mail/mail.ts';

export const messageTo = (to: string, changes: Partial<Message> = {}): Message => ({
  id: `${randomUUID()}_${randomUUID()}`,
  to,
  fromName: 'Example Assistant GmbH',
  replyTo: 'dpo@example.com',
  subject: 'What happened to your data',
  text: 'Someone read your data.\n\nGrüße',
  locale: 'en',
  ...changes,
});
