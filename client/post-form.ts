export interface PostOptions {
  readonly signal?: AbortSignal;
  /** Replaces the global `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** How many bytes of the form have left, in a browser: `fetch` does not say. */
  readonly onSent?: (bytes: number) => void;
}

export type Posted =
  | { readonly kind: 'got'; readonly status: number }
  | { readonly kind: 'lost'; readonly cause: unknown };

/** Sends one form, once. */
export async function postForm(
  url: string,
  form: FormData,
  { signal, fetch, onSent }: PostOptions,
): Promise<Posted> {
  const { XMLHttpRequest } = globalThis as unknown as { XMLHttpRequest?: new () => Xhr };
  try {
    if (onSent && !fetch && XMLHttpRequest) {
      const status = await sendOver(new XMLHttpRequest(), url, form, onSent, signal);
      return { kind: 'got', status };
    }
    const response = await (fetch ?? globalThis.fetch)(url, {
      ...{ method: 'POST', body: form, redirect: 'error', credentials: 'omit' },
      ...(signal && { signal }),
    });
    await response.body?.cancel();
    return { kind: 'got', status: response.status };
  } catch (cause) {
    if (signal?.aborted) throw signal.reason as Error;
    return { kind: 'lost', cause };
  }
}

/** What browsers have (https://xhr.spec.whatwg.org), as far as it is needed here. */
interface Xhr {
  readonly status: number;
  readonly upload: { onprogress: ((event: { readonly loaded: number }) => void) | null };
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  readonly open: (method: string, url: string) => void;
  readonly send: (form: FormData) => void;
  readonly abort: () => void;
}

async function sendOver(
  xhr: Xhr,
  url: string,
  form: FormData,
  onSent: (bytes: number) => void,
  signal: AbortSignal | undefined,
): Promise<number> {
  const abort = () => xhr.abort();
  signal?.throwIfAborted();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await new Promise<number>((resolve, reject) => {
      xhr.upload.onprogress = ({ loaded }) => onSent(loaded);
      xhr.onload = () => resolve(xhr.status);
      xhr.onerror = () =>
        reject(new TypeError('the connection broke, or the page may not send there'));
      xhr.onabort = () => reject(new TypeError('the call was ended'));
      xhr.open('POST', url);
      xhr.send(form);
    });
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
