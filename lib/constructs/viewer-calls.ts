import { viewerHeader } from '../../lambda/platform/http/contract.ts';
import { not } from './route-paths.ts';
import type { WafStatement } from './route-paths.ts';

/** Amazon CloudFront adds it to calls through the pages, with a secret that only it and the firewall have. */
export const originHeader = 'x-custos-origin';

/** Calls through the pages. */
export const throughPages = (secret: string): WafStatement => ({
  byteMatchStatement: {
    searchString: secret,
    fieldToMatch: { singleHeader: { Name: originHeader } },
    positionalConstraint: 'EXACTLY',
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
});

const namesViewer: WafStatement = {
  regexMatchStatement: {
    regexString: '.',
    fieldToMatch: { singleHeader: { Name: viewerHeader } },
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
};

/**
 * Calls that name an address of a viewer and do not come through the pages: anyone could write it, and
 * be counted as someone else.
 */
export const forgedViewer = (fromPages: WafStatement | undefined): WafStatement =>
  fromPages === undefined
    ? namesViewer
    : { andStatement: { statements: [namesViewer, not(fromPages)] } };

/** The address of the viewer, which the function of the distribution writes. */
export const byViewer = {
  aggregateKeyType: 'FORWARDED_IP',
  forwardedIpConfig: { headerName: viewerHeader, fallbackBehavior: 'MATCH' },
} as const;
