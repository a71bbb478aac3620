import { expect, test } from 'vitest';
import { requestOfToken } from '../../lambda/request/follow-up.ts';
import { examplePath } from '../../lambda/request/examples.ts';
import { requestRoutes } from '../../lambda/request/routes.ts';

test('the documented follow-up token has the form of a real one', () => {
  const { example } = requestRoutes.submitRequest.responses[202];

  expect(requestOfToken(example.followUpToken)).toBe(examplePath.requestId);
});
