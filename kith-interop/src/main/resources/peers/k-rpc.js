// Any number of k-rpc instances in one process, driven by commands (see lines.js).
// Each binds to 127.0.0.1 and knows no bootstrap but the ones a command names.
import krpc from 'k-rpc'
import { HOST, called, event, serve } from './lines.js'

const all = []

/** What an instance that serves answers: ping, find_node, get_peers with a token, put refused. */
function answer (rpc, query, node, refuse) {
  const a = query.a || {}
  if (refuse) return rpc.error(node, query, refuse)
  switch (String(query.q)) {
    case 'ping':
      return rpc.response(node, query, {})
    case 'find_node':
      return rpc.response(node, query, {}, rpc.nodes.closest(a.target, 20))
    case 'get_peers':
    case 'get':
      return rpc.response(
        node, query, { token: Buffer.from('token-' + node.port) },
        rpc.nodes.closest(a.info_hash || a.target, 20))
    case 'announce_peer':
    case 'put':
      if (String(a.token) === 'token-' + node.port) return rpc.response(node, query, {})
      return rpc.error(node, query, [203, 'bad token'])
    default:
      return rpc.error(node, query, [204, 'method unknown'])
  }
}

serve({
  /** {bootstrap?, serve?, refuse?, options?}. */
  async create ({ bootstrap, serve, refuse, options }) {
    const rpc = krpc({ ...options, nodes: bootstrap || [] })
    const index = all.push(rpc) - 1
    rpc.on('warning', () => {})
    rpc.on('error', error => event('error', { rpc: index, message: String(error.message) }))
    rpc.on('node', contact => {
      event('node', { rpc: index, nodeId: contact.id, endpoint: `${contact.host}:${contact.port}` })
    })
    rpc.on('query', (query, node) => {
      event('query', { rpc: index, q: String(query.q), a: query.a, from: `${node.address}:${node.port}` })
      if (serve || refuse) answer(rpc, query, node, refuse)
    })
    rpc.on('ping', (oldNodes, swap) => {
      event('full', { rpc: index, old: oldNodes.map(each => `${each.host}:${each.port}`) })
      rpc.query(oldNodes[0], { q: 'ping' }, error => { if (error) swap(oldNodes[0]) })
    })
    await new Promise(resolve => rpc.bind(0, HOST, resolve))
    return { rpc: index, port: rpc.address().port, nodeId: rpc.id }
  },

  async populate ({ rpc, target, q, a }) {
    const [replies] = await called(cb => all[rpc].populate(target, { q, a }, cb))
    return { replies }
  },

  /** {rpc, target, q, a, stopAfter?}: the repliers in order of answer. */
  async closest ({ rpc, target, q, a, stopAfter }) {
    const seen = []
    const [replies] = await called(cb => all[rpc].closest(target, { q, a }, (reply, node) => {
      seen.push({ nodeId: reply.r.id, token: reply.r.token, endpoint: `${node.address}:${node.port}` })
      return !(stopAfter && seen.length >= stopAfter)
    }, cb))
    return { replies, seen }
  },

  /** {rpc, node: {host, port, id?, token?}, q, a}: the whole reply. */
  async query ({ rpc, node, q, a }) {
    const [reply] = await called(cb => all[rpc].query(node, { q, a }, cb))
    return reply
  },

  async queryAll ({ rpc, nodes, q, a }) {
    const seen = []
    const [hits] = await called(cb => all[rpc].queryAll(nodes, { q, a }, (reply, node) => {
      seen.push({ nodeId: reply.r.id, endpoint: `${node.address}:${node.port}` })
    }, cb))
    return { hits, seen }
  },

  contacts ({ rpc }) {
    return all[rpc].nodes.toArray().map(each => ({
      nodeId: each.id, endpoint: `${each.host}:${each.port}`
    }))
  },

  clear ({ rpc }) {
    all[rpc].clear()
  },

  async stop ({ rpc }) {
    await new Promise(resolve => all[rpc].destroy(resolve))
  }
}, 0)
