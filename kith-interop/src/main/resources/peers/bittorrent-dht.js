// Any number of bittorrent-dht nodes in one process, driven by commands (see lines.js).
// Nodes bind to 127.0.0.1 and know no bootstrap but the one a command names.
import DHT from 'bittorrent-dht'
import nacl from 'tweetnacl'
import { HOST, called, event, serve } from './lines.js'

const nodes = []

function verify (signature, message, publicKey) {
  return nacl.sign.detached.verify(message, signature, publicKey)
}

/** Starts one node; with a bootstrap it is ready once its first lookup ended. */
async function start (bootstrap, options) {
  const dht = new DHT({ ...options, verify, bootstrap: bootstrap ? [bootstrap] : false })
  const index = nodes.push(dht) - 1
  dht.on('error', error => event('error', { node: index, message: String(error.message) }))
  dht.on('announce', (peer, infoHash) => {
    event('announce', { node: index, peer: `${peer.host}:${peer.port}`, infoHash })
  })
  const ready = new Promise(resolve => dht.once('ready', resolve))
  await new Promise(resolve => dht.listen(0, HOST, resolve))
  await ready
  return { node: index, port: dht.address().port, nodeId: dht.nodeId }
}

function signer (seed) {
  const pair = nacl.sign.keyPair.fromSeed(seed)
  return {
    publicKey: Buffer.from(pair.publicKey),
    sign: message => Buffer.from(nacl.sign.detached(message, pair.secretKey))
  }
}

serve({
  /** {count, bootstrap?, options?}: the first joins the bootstrap, the others join it and the first. */
  async start ({ count, bootstrap, options }) {
    const started = []
    for (let i = 0; i < count; i++) {
      const first = started.length ? `${HOST}:${started[0].port}` : null
      started.push(await start(bootstrap || first, options))
    }
    return started
  },

  /** {node, infoHash, port?}: without a port, implied_port. */
  async announce ({ node, infoHash, port }) {
    const [acknowledged] = await called(cb => nodes[node].announce(infoHash, port || 0, cb))
    return { acknowledged }
  },

  async lookup ({ node, infoHash }) {
    const dht = nodes[node]
    const peers = []
    const listen = (peer, hash) => {
      if (infoHash.equals(Buffer.from(hash))) peers.push(`${peer.host}:${peer.port}`)
    }
    dht.on('peer', listen)
    try {
      const [replies] = await called(cb => dht.lookup(infoHash, cb))
      return { peers: [...new Set(peers)].sort(), replies }
    } finally {
      dht.removeListener('peer', listen)
    }
  },

  /** {node, value} or {node, value, seed, seq, salt?, cas?}. */
  async put ({ node, value, seed, seq, salt, cas }) {
    const dht = nodes[node]
    const item = { v: value }
    if (seed) {
      const { publicKey, sign } = signer(seed)
      Object.assign(item, { k: publicKey, sign, seq })
      if (salt) item.salt = salt
      if (cas !== undefined) item.cas = cas
    }
    const [target, acknowledged] = await called(cb => dht.put(item, cb))
    return { target, acknowledged, publicKey: item.k }
  },

  /** {node, target, salt?}: never answered from the node's own store. */
  async get ({ node, target, salt }) {
    const options = salt ? { salt, cache: false } : { cache: false }
    const [item] = await called(cb => nodes[node].get(target, options, cb))
    return item ? { value: item.v, seq: item.seq, publicKey: item.k, signature: item.sig } : null
  },

  addNode ({ node, host, port }) {
    nodes[node].addNode({ host, port })
  },

  /** The routing table. */
  contacts ({ node }) {
    return nodes[node].nodes.toArray().map(each => ({
      nodeId: each.id, endpoint: `${each.host}:${each.port}`
    }))
  },

  /** What the node stores: {nodes, values}. */
  stored ({ node }) {
    return nodes[node].toJSON()
  },

  async ping ({ node, host, port }) {
    const [reply] = await called(cb => nodes[node]._rpc.query({ host, port }, { q: 'ping' }, cb))
    return { nodeId: reply.r.id }
  },

  /** {node, host, port, q, a}: one raw query, the whole reply back. */
  async query ({ node, host, port, q, a }) {
    const [reply] = await called(cb => nodes[node]._rpc.query({ host, port }, { q, a }, cb))
    return reply
  },

  async stop ({ node }) {
    await new Promise(resolve => nodes[node].destroy(resolve))
  }
}, 0)
