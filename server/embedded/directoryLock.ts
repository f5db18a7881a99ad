/**
 * One process per data directory. Promise: the lock is the system's own and dies with the process that holds it,
 * however it ends; a second process is told in a sentence. On Linux it is an abstract socket, on Windows a pipe,
 * elsewhere a socket file that is taken over when nobody answers on it.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type Server, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandError } from './errors'

/** LMDB writes its lock file through memory and dies where there is no room for it, so there must be some. */
const roomToBegin = 256 * 1024

/** Makes the directory if need be and takes its lock; the returned function gives it back. */
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

/** A socket file outlives its process on systems without abstract sockets: nobody answering means it is free. */
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
