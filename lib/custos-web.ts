export interface CustosHostedZone {
  /** Id of the zone in Route 53: `Z0123456789ABCDEFGHIJ`. */
  readonly hostedZoneId: string;
  /** Name of the zone, which the domain name ends in: `example.com`. */
  readonly zoneName: string;
}

/** The privacy centre and the console, for people and the privacy team. */
export interface CustosWeb {
  /** @default - the name that Amazon CloudFront gives: the output `PagesUrl` */
  readonly domain?: CustosWebDomain;
  /**
   * Address that takes reports of browsers on what the content security policy stopped: `Reporting-Endpoints`.
   * They have the address of the page.
   *
   * @default - browsers report nothing
   */
  readonly reportTo?: string;
  /**
   * Name of a bucket of yours, with access control lists, that takes the standard logs of Amazon CloudFront below
   * `custos/<deployment>/pages/`. They have addresses of people and the paths that they open.
   *
   * @default - who opens a page is not logged; calls of the API are, without addresses
   */
  readonly accessLogBucket?: string;
}

export interface CustosWebDomain {
  /** Fully qualified domain name of the pages, not that of the API: `privacy.example.com`. */
  readonly domainName: string;
  /** ARN of a certificate for that name, in AWS Certificate Manager of us-east-1. */
  readonly certificateArn: string;
  /**
   * Hosted zone that gets alias records.
   *
   * @default - none: point the name to the output `PagesTarget`
   */
  readonly hostedZone?: CustosHostedZone;
}
