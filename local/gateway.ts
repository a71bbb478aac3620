import { systemClock } from '../lambda/value/time.ts';
import { DirectoryMedia } from './adapters/media/directory-media.ts';
import { DirectoryObjects } from './adapters/objects/directory-objects.ts';
import { readApi } from './api-routes.ts';
import { apiServer, objectsPath } from './api-server.ts';
import type { Assembly } from './assembly.ts';
import { authorizeThrough } from './authorizer.ts';
import { openDocsPage } from './docs-page.ts';
import type { FunctionHost } from './function-host.ts';
import { gatewayAnswers } from './gateway-answers.ts';
import type { Home } from './home.ts';
import { openPages } from './pages.ts';
import type { PagesOptions } from './pages.ts';
import { close, listen } from './ports.ts';
import type { UndoList } from './undo-list.ts';
import { mediaFacts } from './uploads/media-facts.ts';
import type { MediaFacts } from './uploads/media-facts.ts';
import { postServer } from './uploads/post-server.ts';
import type { PostServer } from './uploads/post-server.ts';
import { startUploads } from './uploads/uploads.ts';

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
  readonly pages: PagesOptions;
  readonly say: (line: string) => void;
}

/** Takes uploads, and starts the functions of the rules that match them. */
function openUploads(
  { place, deployedBucket: bucket, origins }: MediaFacts,
  { watching: { put } }: FunctionHost,
  say: (line: string) => void,
  undo: UndoList,
): PostServer {
  const media = new DirectoryMedia(place, systemClock);
  const uploads = startUploads({ media, bucket, clock: systemClock, put, say });
  undo.add(uploads.stop);
  return postServer({ media, clock: systemClock, origins, stored: uploads.stored });
}

/** Serves the routes of the templates, the links to objects and the pages. */
export async function openGateway(
  { assembly, host, home, url, port, hosts, pages, say }: GatewayDependencies,
  undo: UndoList,
): Promise<{ readonly routes: number }> {
  const { functions, watching } = host;
  const api = readApi(assembly);
  const objects = new DirectoryObjects(
    { directory: home.objects, baseUrl: `${url}${objectsPath}`, keyFile: home.keyFile },
    systemClock,
  );
  const media = mediaFacts(assembly, host.declared);
  const server = apiServer({
    api,
    invoke: functions.invoke,
    invokeStream: functions.invokeStream,
    authorize: authorizeThrough(functions.invoke, api.stage),
    gateway: gatewayAnswers(assembly),
    serveLink: (link) => objects.serveLink(link),
    post: media && openUploads(media, host, say, undo),
    pages: [openDocsPage(), openPages(pages)],
    hosts,
    accessed: watching.accessed,
  });
  await listen(server, port);
  undo.add(() => close(server, patienceMilliseconds));
  return { routes: api.methods.length };
}
