/**
 * One process per data directory. Promise: the lock belongs to the operating system and ends with the process that
 * holds it, however that process ends; a second process is refused with a sentence. The lock is an abstract socket on
 * Linux, a pipe on Windows, and elsewhere a socket file that is replaced when no process answers on it.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type Server, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandError } from './errors'

/**
 * LMDB writes its lock file through mapped memory and crashes the process when the disk is full: some free space is
 * required.
 */
const roomToBegin = 256 * 1024

/** Makes the directory if necessary and takes its lock; the returned function releases the lock. */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  prepare(directory)
  const { dev, ino } = statSync(directory, { bigint: true })
  const name = `embedded-store-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)}`
  const address = process.platform === 'linux' ? `\0${name}`
    : process.platform === 'win32' ? `\\\\.\\pipe\\${name}`
    : join(tmpdir(), `${name}.sock`)
  const server = await hold(address) ?? await takeOver(address)
  if (!server) {
    throw new CommandError(
      98, `the data directory ${directory} is in use by another process: stop that one, or choose another directory`
    )
  }
  server.unref()
  return () => new Promise(resolve => server.close(() => resolve()))
}

function prepare(directory: string): void {
  const probe = join(directory, `.probe-${process.pid}`)
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    writeFileSync(probe, Buffer.alloc(roomToBegin))
    rmSync(probe)
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException
    if (code !== 'ENOSPC') throw new CommandError(98, `the data directory ${directory} can't be written: ${message}`)
    rmSync(probe, { force: true })
    throw new CommandError(14031, `the disk under the data directory ${directory} is full`)
  }
}

function hold(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(socket => socket.destroy())
    server.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error))
    server.listen(address, () => resolve(server))
  })
}

/** On systems without abstract sockets a socket file outlives its process: the lock is free when no process answers. */
async function takeOver(address: string): Promise<Server | undefined> {
  if (process.platform === 'linux' || process.platform === 'win32' || await answers(address)) return undefined
  rmSync(address, { force: true })
  return hold(address)
}

function answers(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(address, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
