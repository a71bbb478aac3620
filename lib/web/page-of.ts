/**
 * The file of a path: addresses of screens get the page that shows them. Runs
 * here and, as its own source, in CloudFront.
 */
export function pageOf(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (last.includes('.')) return path;
  return path === '/console' || path.startsWith('/console/')
    ? '/console/index.html'
    : '/index.html';
}
