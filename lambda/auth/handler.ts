import type { APIGatewayRequestAuthorizerHandler } from 'aws-lambda';
import { readEnvironment } from '../platform/environment.ts';
import { correlated, openLog } from '../platform/log/log.ts';
import { systemClock } from '../value/time.ts';
import { authorize } from './authorize.ts';
import { readIssuers } from './issuers.ts';
import { authorizer } from './needs.ts';
import type { IsRevoked } from './revoked-clients.ts';
import { createVerifier } from './tokens.ts';

const environment = readEnvironment(authorizer, process.env);
const log = openLog({ function: authorizer.name, stage: environment.CUSTOS_STAGE });
const givesReasons = environment.get('CUSTOS_REJECTIONS') === 'explained';
/** The database client is loaded with the first token of a service: people do not wait for it. */
let opening: Promise<IsRevoked> | undefined;
const isRevoked: IsRevoked = async (issuer, clientId) => {
  opening ??= import('./revoked-clients.ts').then(({ openRevocations }) =>
    openRevocations(environment.tables),
  );
  return (await opening)(issuer, clientId);
};
const verify = createVerifier(readIssuers(environment.get('CUSTOS_ISSUERS')), systemClock);

export const handler: APIGatewayRequestAuthorizerHandler = (event) =>
  correlated(event.requestContext.requestId, () =>
    authorize({ verify, isRevoked, log, givesReasons }, event),
  );
