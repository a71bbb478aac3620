export { FileInPromptError, NotRecordedError, ProcessingDeniedError } from './errors.ts';
export { privacy } from './middleware.ts';
export type { PrivacyOptions, Recording } from './middleware.ts';
