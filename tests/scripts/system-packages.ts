import { existsSync } from 'node:fs'

import { runCommand } from './run-command.ts'

export type SystemPackage = {
  readonly program: string
  readonly debianPackage: string
  readonly neededBy: string
}

export const CHROMIUM: SystemPackage = {
  program: process.env.CHROMIUM ?? '/usr/bin/chromium',
  debianPackage: 'chromium',
  neededBy: 'the browser tests',
}

/** Makes sure that a program is there: installs Debian's package where it is missing and we may. */
export async function ensurePackage(wanted: SystemPackage): Promise<'present' | 'absent'> {
  if (existsSync(wanted.program)) return 'present'
  if (mayInstall()) await install(wanted.debianPackage)
  if (existsSync(wanted.program)) return 'present'
  process.stderr.write(
    `${wanted.program} is missing, and ${wanted.neededBy} need it. ` +
      `Install the package “${wanted.debianPackage}” (apt-get install ${wanted.debianPackage}).\n`,
  )
  return 'absent'
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

async function install(debianPackage: string): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand({ program: 'apt-get', args: ['update', '-q'], env })
  const args = ['install', '-y', '-q', '--no-install-recommends', debianPackage]
  await runCommand({ program: 'apt-get', args, env })
}
