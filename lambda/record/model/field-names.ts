/** What a field holds by its name: `clientIp`, `x-forwarded-for`; `deviceId`, `device_id`, `idfa`. */
export type NamedFor = 'address' | 'device';

/** Lower-case words of a name: `clientIPAddress` is `client`, `ip`, `address`. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');

const addressWords = new Set(['ip', 'ips', 'ipv4', 'ipv6', 'ipaddr', 'ipaddress', 'ipaddresses']);
/** Names that come without a sign between their words, and headers of proxies. */
const addressNames =
  /^(x?(client|remote|source|src|dest|destination|dst|user|visitor|caller|peer|host|origin|real|public|private|local|server|proxy|login|last|connecting|cfconnecting|trueclient|xreal|xclient|fastlyclient)(ip|ips|ipv4|ipv6|ipaddr|ipaddress|addr|address)|x?(original)?forwarded(for)?|via(ip)?)$/;

const deviceNames =
  /^(the|my|user|client|mobile|hashed)?((android|apple|ios|windows|vendor|hardware|device|advertising|advertiser|ad|installation|install|machine|browser|handset|phone)(id|ids|identifier|identifiers|uuid|udid|guid|token|tokens|serial|serialnumber|fingerprint)|(push|fcm|gcm|apns?|firebase|registration)(id|ids|token|tokens)|identifierforvendor|idfa|idfv|gaid|aaid|adid|oaid|maid|udid|duid|imei[12]?|meid|imsi|iccid|esn|hwid|ssaid|serialnumber|(canvas)?fingerprint)$/;
const macNames =
  /^((wifi|wlan|bt|bluetooth|ethernet|eth|client|device|source|src|dst|station|sta|ap|router|network|host)?mac(s|addr|address|addresses)?|(wifi|wlan|bt|bluetooth|ethernet|hardware|hw)addr(ess)?|bssid)$/;
/** Whose `id` is an identifier of a device. */
const deviceParents = /^(device|deviceinfo|handset|phone|hardware|machine)s?$/;
const idNames = /^(id|ids|identifier|uuid|udid|guid|serial|serialnumber|token|fingerprint)$/;

/** Counts, kinds and versions are named after what they are about, and hold none of it. */
const aboutWords = new Set(
  'count counts version type model kind class family status allowed blocked'.split(' '),
);

/** Two words or more that follow each other, as one. */
const runsOf = (words: readonly string[]): string[] =>
  words.flatMap((_, from) =>
    words.slice(from + 1).map((__, more) => words.slice(from, from + 2 + more).join('')),
  );

/** @param parent name of the object that the field is in */
export function namedFor(name: string, parent = ''): NamedFor | undefined {
  const words = wordsOf(name);
  if (words.some((word) => aboutWords.has(word))) return undefined;
  const plain = words.join('');
  if (deviceNames.test(plain) || macNames.test(plain)) return 'device';
  // `x-device-id`, `lastDeviceIdSeen`; `mac` alone is a computer as well: `mac_os`.
  if (runsOf(words).some((run) => deviceNames.test(run) || macNames.test(run))) return 'device';
  if (deviceParents.test(wordsOf(parent).join('')) && idNames.test(plain)) return 'device';
  return addressNames.test(plain) || [plain, ...words].some((word) => addressWords.has(word))
    ? 'address'
    : undefined;
}

/** A version such as `1.2.3.4` looks like an address. */
export const isVersion = (name: string): boolean =>
  wordsOf(name).some((word) =>
    ['version', 'versions', 'release', 'build', 'firmware'].includes(word),
  );
