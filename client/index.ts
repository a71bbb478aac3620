export type { CallOptions } from './calls.ts';
export { createClient } from './client.ts';
export type { Client, ClientOptions } from './client.ts';
export { createDecisions } from './decisions.ts';
export type { Decisions, DecisionsOptions, ClientReason, DecisionResult } from './decisions.ts';
export { hashOf, sendFile, uploadMedia, checkedMedia } from './media.ts';
export type {
  MediaOptions,
  MediaOutcome,
  MediaProgress,
  RefusedMedia,
  SendOptions,
  UploadForm,
} from './media.ts';
export { ProblemError, UnexpectedAnswerError, UnreachableError } from './errors.ts';
export type {
  SuccessOutcome,
  Link,
  Outcome,
  Problem,
  ProblemSlug,
  ProblemOutcome,
} from './outcome.ts';
export { bodyOf, pages } from './pages.ts';
export { restorer } from './restorer.ts';
export type { Restorer, RestorerOptions } from './restorer.ts';
export type { RetryOptions } from './retry.ts';
export type { components, operations, paths } from './schema.ts';
export type {
  SystemAnswer,
  SystemCall,
  SystemControl,
  SystemItem,
  SystemPage,
} from './system-call.ts';
export { redactor } from './texts.ts';
export type { Identifier, Pieces, Redactor, RedactorOptions, TextType } from './texts.ts';
export { PathValueError } from './transport.ts';
export { replayWindow, verifyWebhook } from './webhook.ts';
export type {
  VerifyOptions,
  WebhookKeys,
  WebhookOutcome,
  WebhookRejection,
  WebhookRequest,
} from './webhook.ts';
