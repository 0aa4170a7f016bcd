const PRIVATE_NAME = /^localhost$|\.localhost$|\.local$/
const PRIVATE_IPV4 =
  /^(?:127|10)\.\d+\.\d+\.\d+$|^192\.168\.\d+\.\d+$|^172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+$|^169\.254\.\d+\.\d+$/
/** Loopback, unique local (fc00::/7), link-local (fe80::/10). */
const PRIVATE_IPV6 = /^\[(?:::1|f[cd][0-9a-f]{2}:.*|fe[89ab][0-9a-f]:.*)\]$/

/**
 * Whether a link opens only on this machine or in this network, by how its host is written. A name of one's
 * own network that looks like any other is not found out. Throws where `link` is no URL.
 */
export function isPrivateAddress(link: string): boolean {
  const { hostname } = new URL(link)
  return [PRIVATE_NAME, PRIVATE_IPV4, PRIVATE_IPV6].some((form) => form.test(hostname))
}
