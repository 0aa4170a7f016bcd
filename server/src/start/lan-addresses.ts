/** What `os.networkInterfaces()` answers, as far as we look. */
export type Interfaces = Readonly<
  Record<
    string,
    | readonly { readonly address: string; readonly family: string; readonly internal: boolean }[]
    | undefined
  >
>

/** Bridges of containers and virtual machines: no phone of the room is behind them. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman|lxc)/i
/** Most likely the room's own network first. */
const LIKELY = [/^192\.168\./, /^10\./, /^172\.(?:1[6-9]|2[0-9]|3[01])\./]

/** The IPv4 addresses under which others may reach this machine, the best for a QR code first. */
export function lanAddresses(interfaces: Interfaces): readonly string[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family, internal, address }) => {
        return family === 'IPv4' && !internal && !address.startsWith('169.254.')
      })
      .map(({ address }) => ({ address, rank: rankOf(name, address) })),
  )
  return found.sort((a, b) => a.rank - b.rank).map(({ address }) => address)
}

function rankOf(name: string, address: string): number {
  const likely = LIKELY.findIndex((pattern) => pattern.test(address))
  return (VIRTUAL.test(name) ? 10 : 0) + (likely === -1 ? LIKELY.length : likely)
}
