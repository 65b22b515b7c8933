// The conversation with the Java side: one JSON object a line, requests in, answers and events out.
//
// {"id":1,"do":"name",…} is answered by {"id":1,"ok":…} or {"id":1,"error":{"message","code"}};
// {"event":"name",…} comes unasked. Bytes travel as "0x…" text, both ways. The process ends when
// its standard input does, so a killed test run leaves nothing behind.
import { createInterface } from 'node:readline'

export const HOST = '127.0.0.1'

/** "0x…" texts inside any JSON value become Buffers; everything else stays. */
export function toBytes (value) {
  if (typeof value === 'string' && value.startsWith('0x')) return Buffer.from(value.slice(2), 'hex')
  if (Array.isArray(value)) return value.map(toBytes)
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toBytes(each)]))
  }
  return value
}

/** Buffers inside any value become "0x…" texts. */
export function toText (value) {
  if (ArrayBuffer.isView(value)) {
    return '0x' + Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
  }
  if (Array.isArray(value)) return value.map(toText)
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, toText(each)]))
  }
  return value
}

export function say (object) {
  process.stdout.write(JSON.stringify(toText(object)) + '\n')
}

export function event (name, fields) {
  say({ event: name, ...fields })
}

/** Runs the commands: each takes the request's fields and returns, or promises, its answer. */
export function serve (commands, port) {
  process.stdout.write(`READY ${port}\n`)
  const input = createInterface({ input: process.stdin, crlfDelay: Infinity })
  input.on('close', () => process.exit(0))
  input.on('line', async line => {
    const request = JSON.parse(line)
    try {
      const command = commands[request.do]
      if (!command) throw new Error(`no command ${request.do}`)
      const ok = await command(toBytes(request))
      say({ id: request.id, ok: ok === undefined ? null : ok })
    } catch (error) {
      say({ id: request.id, error: { message: String(error.message), code: error.code ?? null } })
    }
  })
}

/** A promise of what a Node-style callback gets: its arguments after the error. */
export function called (start) {
  return new Promise((resolve, reject) => {
    start((error, ...rest) => (error ? reject(error) : resolve(rest)))
  })
}
