/** Where devices are mounted, from the text of `/proc/self/mountinfo` (proc(5)); the last mount at a place is on top. */
export function mountsIn(mountinfo: string): ReadonlyMap<string, string> {
  const mounts = new Map<string, string>();
  for (const line of mountinfo.split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const root = before.split(' ')[4];
    const device = after.split(' ')[1];
    if (root && device) mounts.set(plain(root), plain(device));
  }
  return mounts;
}

/** Spaces, tabs, line feeds and backslashes in paths are octal escapes. */
const plain = (text: string) =>
  text.replace(/\\(\d{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
