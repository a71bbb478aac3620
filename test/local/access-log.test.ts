import { expect, test } from 'vitest';
import { accessLines } from '../../local/access-log.ts';
import { assemble } from '../../local/assembly.ts';

const assemblyOf = (AccessLogSetting?: object) =>
  assemble(
    [
      {
        name: 'Custos-local-Service',
        directory: '',
        template: {
          Resources: {
            Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { AccessLogSetting } },
          },
        },
      },
    ],
    () => '',
  );

test('a line of the access log has the form of the template, and a hyphen for what is not known', () => {
  const Format =
    '{"id":"$context.requestId","route":"$context.resourcePath","status":"$context.status",' +
    '"problem":"$context.error.responseType","tls":"$context.tlsVersion","ip":"$context.identity.sourceIp"}';
  const line = accessLines(assemblyOf({ Format }))?.({
    requestId: 'r-1',
    receivedAt: new Date('2026-11-28T12:00:00Z'),
    method: 'GET',
    resource: '/v1/requests/{requestId}',
    status: 403,
    milliseconds: 7,
    gatewayProblem: 'ACCESS_DENIED',
  });

  expect(JSON.parse(line ?? '')).toEqual({
    id: 'r-1',
    route: '/v1/requests/{requestId}',
    status: '403',
    problem: 'ACCESS_DENIED',
    tls: '-',
    ip: '-',
  });
});

test('without a format there is no access log', () => {
  expect(accessLines(assemblyOf())).toBeUndefined();
});
