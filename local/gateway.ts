import { systemClock } from '../lambda/value/time.ts';
import { DirectoryObjects } from './adapters/objects/directory-objects.ts';
import { readApi } from './api-routes.ts';
import { apiServer, objectsPath } from './api-server.ts';
import type { Assembly } from './assembly.ts';
import { authorizeThrough } from './authorizer.ts';
import { openDocsPage } from './docs-page.ts';
import type { FunctionHost } from './function-host.ts';
import { gatewayAnswers } from './gateway-answers.ts';
import type { Home } from './home.ts';
import { close, listen } from './ports.ts';
import type { UndoList } from './undo-list.ts';

/** How long open responses may take after the runtime is stopped. */
const patienceMilliseconds = 2_000;

export interface GatewayDependencies {
  readonly assembly: Assembly;
  readonly host: FunctionHost;
  readonly home: Home;
  readonly url: string;
  readonly port: number;
  /** Host names of this machine in addition to loopback names. */
  readonly hosts: readonly string[] | undefined;
}

/** Serves the routes of the templates, the links to objects and the page with the contract. */
export async function openGateway(
  { assembly, host, home, url, port, hosts }: GatewayDependencies,
  undo: UndoList,
): Promise<{ readonly routes: number }> {
  const { functions, watching } = host;
  const api = readApi(assembly);
  const objects = new DirectoryObjects(
    { directory: home.objects, baseUrl: `${url}${objectsPath}`, keyFile: home.keyFile },
    systemClock,
  );
  const server = apiServer({
    api,
    invoke: functions.invoke,
    invokeStream: functions.invokeStream,
    authorize: authorizeThrough(functions.invoke, api.stage),
    gateway: gatewayAnswers(assembly),
    serveLink: (link) => objects.serveLink(link),
    docs: openDocsPage(),
    hosts,
    accessed: watching.accessed,
  });
  await listen(server, port);
  undo.add(() => close(server, patienceMilliseconds));
  return { routes: api.methods.length };
}
