import { viewerHeader } from '../../lambda/platform/http/contract.ts';
import { pageOf } from './page-of.ts';

/* Code of CloudFront Functions: JavaScript without imports. */

/** Answers the addresses of screens with their page. */
export const pageFunction = (): string =>
  [
    // Type annotations are gone when the program runs.
    pageOf.toString(),
    'function handler(event) {',
    '  event.request.uri = pageOf(event.request.uri);',
    '  return event.request;',
    '}',
    '',
  ].join('\n');

/** Names the address of the viewer, in place of what the viewer wrote there. */
export const viewerFunction = (): string =>
  [
    'function handler(event) {',
    `  event.request.headers['${viewerHeader}'] = { value: event.viewer.ip };`,
    '  return event.request;',
    '}',
    '',
  ].join('\n');
