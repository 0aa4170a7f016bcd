import { existsSync } from 'node:fs'

import { runCommand } from './run-command.ts'

export type SystemPackage = {
  readonly program: string
  /** Where the Debian package puts the program. */
  readonly installedAt: string
  /** The environment variable that names another program instead. */
  readonly variable: string
  readonly debianPackage: string
  readonly neededBy: string
}

/** Where Debian puts it. `CHROMIUM` names another one, e.g. on a Mac. */
const DEBIANS_CHROMIUM = '/usr/bin/chromium'

export const CHROMIUM: SystemPackage = {
  program: process.env.CHROMIUM ?? DEBIANS_CHROMIUM,
  installedAt: DEBIANS_CHROMIUM,
  variable: 'CHROMIUM',
  debianPackage: 'chromium',
  neededBy: 'the browser tests',
}

const DEBIANS_STRACE = '/usr/bin/strace'

/** Answers a process's system calls in the system's place: a full disk, a slow one, without privileges of its own. */
export const STRACE: SystemPackage = {
  program: process.env.STRACE ?? DEBIANS_STRACE,
  installedAt: DEBIANS_STRACE,
  variable: 'STRACE',
  debianPackage: 'strace',
  neededBy: 'the tests of a failing disk',
}

/** Makes sure that a program is there: installs Debian's package where it is missing and we may. */
export async function ensurePackage(wanted: SystemPackage): Promise<'present' | 'absent'> {
  if (existsSync(wanted.program)) return 'present'
  // A program that somebody named and that is not there would still not be there.
  if (wanted.program === wanted.installedAt && mayInstall()) await install(wanted.debianPackage)
  if (existsSync(wanted.program)) return 'present'
  process.stderr.write(
    `${wanted.program} is missing, and ${wanted.neededBy} need it. ` +
      `Install the package “${wanted.debianPackage}” (apt-get install ${wanted.debianPackage}), ` +
      `or set ${wanted.variable} to where the program is.\n`,
  )
  return 'absent'
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

async function install(debianPackage: string): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  // A fresh machine often installs updates of its own at that moment.
  const patient = ['-q', '-o', 'DPkg::Lock::Timeout=120']
  await runCommand({ program: 'apt-get', args: [...patient, 'update'], env })
  const args = [...patient, 'install', '-y', '--no-install-recommends', debianPackage]
  await runCommand({ program: 'apt-get', args, env })
}
