import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has had, in megabytes. On Linux `maxRSS` of `getrusage` begins with
 * that of the process which started this one (it is kept over `execve`), so the mark of the kernel for this
 * address space is read instead (proc(5), VmHWM).
 */
export function peakMegabytes(): number {
  const kilobytes =
    process.platform === 'linux'
      ? Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
      : process.resourceUsage().maxRSS;
  return kilobytes / 1024;
}
