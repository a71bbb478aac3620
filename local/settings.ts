/** Environment variables of `npm start`, with their defaults and what they set. */
export const settings: readonly (readonly [name: string, usual: string, sets: string])[] = [
  ['CUSTOS_HOME', '.custos', 'where the data is'],
  ['CUSTOS_PORT', '8787', 'the port of the API'],
  ['CUSTOS_ISSUER_PORT', 'the next port', 'the port of the OpenID provider'],
  ['CUSTOS_POLICY', 'policy/', 'the folder of another policy'],
  ['CUSTOS_WEBHOOK_URL', 'none', 'where events are posted as signed webhooks'],
  ['CUSTOS_HOSTS', '127.0.0.1, localhost', 'further host names under which the API is reached'],
  ['CUSTOS_DATABASE_URL', 'the embedded database', 'another DynamoDB-compatible server'],
  ['CUSTOS_DATABASE_SHA256', 'none', 'confirms the database binary where no hash is recorded'],
];

export const settingsHelp = (): string =>
  [
    '\nEnvironment variables:',
    ...settings.map(([name, usual, sets]) => `  ${name.padEnd(24)}${sets} (default: ${usual})`),
  ].join('\n');
