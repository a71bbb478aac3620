interface Matchable {
  readonly method: string;
  /** `/v1/me/consents/{purpose}`. */
  readonly resource: string;
}

export type Matched<Method extends Matchable> = Method & {
  /** Still percent-encoded, as a REST API passes them. */
  readonly pathParameters: Readonly<Record<string, string>>;
};

/** Finds the method for a call as API Gateway does; `path` as it was sent, still encoded. */
export function matcherOf<Method extends Matchable>(
  methods: readonly Method[],
): (httpMethod: string, path: string) => Matched<Method> | undefined {
  const patterns = methods.map((method) => ({ method, segments: method.resource.split('/') }));
  return (httpMethod, path) => {
    const segments = path.split('/');
    const candidates = patterns
      .filter(({ method }) => method.method === httpMethod)
      .flatMap(({ method, segments: pattern }) => {
        const pathParameters = parametersOf(pattern, segments);
        return pathParameters ? [{ ...method, pathParameters }] : [];
      });
    // A literal segment has precedence over a placeholder: `/requests/{id}` never hides
    // `/requests/queue`.
    return candidates.sort((one, other) => placeholders(one) - placeholders(other))[0];
  };
}

const placeholders = ({ resource }: Matchable): number => resource.split('{').length;

function parametersOf(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index] ?? '';
    const [, name] = /^\{(.+)\}$/.exec(part) ?? [];
    if (name === undefined) {
      if (part !== segment) return undefined;
    } else {
      if (segment === '' || !isEncoded(segment)) return undefined;
      parameters[name] = segment;
    }
  }
  return parameters;
}

function isEncoded(segment: string): boolean {
  try {
    decodeURIComponent(segment);
    return true;
  } catch {
    return false;
  }
}
