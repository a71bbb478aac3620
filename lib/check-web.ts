import { domainMistakes } from './check-domain.ts';
import type { CustosProps } from './custos-props.ts';

export function webMistakes({ web = {}, domain }: Pick<CustosProps, 'web' | 'domain'>): string[] {
  if ('off' in web) {
    return web.off.trim().length < 20
      ? ['web.off: say in a sentence where people manage their privacy instead']
      : [];
  }
  return [
    ...(web.domain === undefined
      ? []
      : domainMistakes('web.domain', web.domain, {
          region: 'us-east-1',
          why: 'where Amazon CloudFront reads certificates, whatever the Region of the stage',
        })),
    ...(web.domain !== undefined && web.domain.domainName === domain?.domainName
      ? [
          'web.domain.domainName: the API has this name already (domain); the pages have the API below their own name as well',
        ]
      : []),
    ...(web.reportTo === undefined || isHttps(web.reportTo)
      ? []
      : ['web.reportTo: give an https address, such as https://reports.example.com/csp']),
    ...(web.accessLogBucket === undefined ||
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(web.accessLogBucket)
      ? []
      : ['web.accessLogBucket: give the name of a bucket, without a path']),
  ];
}

const isHttps = (text: string): boolean => /^https:\/\/[^\s";,]+$/.test(text) && URL.canParse(text);
