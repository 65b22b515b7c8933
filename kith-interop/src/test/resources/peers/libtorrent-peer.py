"""One libtorrent node on 127.0.0.1, driven by JSON lines as lines.js describes them.

Optional: needs the Python binding of libtorrent 2 (python3-libtorrent in Debian).
"""
import hashlib
import json
import sys
import tempfile
import time

import libtorrent as lt

PATIENCE_SECONDS = 30


def text(data):
    return "0x" + bytes(data).hex()


def raw(value):
    return bytes.fromhex(value[2:])


class Node:
    def __init__(self, bootstrap):
        # An explicit loopback address: anything else marks the socket as local, without DHT.
        self.session = lt.session({
            "listen_interfaces": "127.0.0.1:0",
            "dht_bootstrap_nodes": bootstrap,
            "enable_dht": True,
            "enable_lsd": False,
            "enable_upnp": False,
            "enable_natpmp": False,
            "dht_restrict_routing_ips": False,
            "dht_restrict_search_ips": False,
            "dht_prefer_verified_node_ids": False,
            "dht_enforce_node_id": False,
            "dht_ignore_dark_internet": False,
            "dht_upload_rate_limit": 10_000_000,
            "dht_block_ratelimit": 10_000_000,
            "alert_mask": lt.alert.category_t.all_categories,
        })
        self.folder = tempfile.mkdtemp(prefix="libtorrent")

    def port(self):
        return self.session.listen_port()

    def until(self, wanted):
        """The first alert for which `wanted` gives something; that something."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self.session.wait_for_alert(200)
            for alert in self.session.pop_alerts():
                found = wanted(alert)
                if found is not None:
                    return found
        raise RuntimeError("no answer from libtorrent")

    def bootstrapped(self, request):
        self.until(lambda a: True if isinstance(a, lt.dht_bootstrap_alert) else None)
        return {}

    def announce(self, request):
        parameters = lt.parse_magnet_uri("magnet:?xt=urn:btih:" + request["infoHash"][2:])
        parameters.save_path = self.folder
        handle = self.session.add_torrent(parameters)
        handle.force_dht_announce()
        return {}

    def peers(self, request):
        self.session.dht_get_peers(lt.sha1_hash(raw(request["infoHash"])))
        found = set()
        end = time.monotonic() + 3
        while time.monotonic() < end:
            self.session.wait_for_alert(100)
            for alert in self.session.pop_alerts():
                if isinstance(alert, lt.dht_get_peers_reply_alert):
                    found.update("%s:%d" % peer for peer in alert.peers())
        return {"peers": sorted(found)}

    def put(self, request):
        value = request["text"]
        if "seed" not in request:
            self.session.dht_put_immutable_item(value)
        else:
            seed = raw(request["seed"])
            expanded = bytearray(hashlib.sha512(seed).digest())
            expanded[0] &= 248
            expanded[31] &= 63
            expanded[31] |= 64
            salt = request.get("salt", "")
            self.session.dht_put_mutable_item(
                bytes(expanded), raw(request["publicKey"]), value, salt)
        return self.until(
            lambda a: {"acknowledged": a.num_success} if isinstance(a, lt.dht_put_alert) else None)

    def get(self, request):
        if "publicKey" not in request:
            self.session.dht_get_immutable_item(lt.sha1_hash(raw(request["target"])))
            return self.until(
                lambda a: {"text": plain(a.item)}
                if isinstance(a, lt.dht_immutable_item_alert) else None)
        self.session.dht_get_mutable_item(raw(request["publicKey"]), request.get("salt", ""))
        return self.until(
            lambda a: {"text": plain(a.item), "seq": a.seq}
            if isinstance(a, lt.dht_mutable_item_alert) and a.authoritative else None)


def plain(item):
    """The binding hands out a stored string as text, as bytes, or within a dictionary."""
    if isinstance(item, dict) and "value" in item:
        item = item["value"]
    return item.decode() if isinstance(item, bytes) else str(item)


def main():
    node = Node(sys.argv[1])
    print("READY %d" % node.port(), flush=True)
    commands = {
        name: getattr(node, name) for name in ("bootstrapped", "announce", "peers", "put", "get")
    }
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"id": request["id"]}
        try:
            answer["ok"] = commands[request["do"]](request)
        except Exception as error:  # whatever it is, the other side wants to read it
            answer["error"] = {"message": repr(error), "code": ""}
        print(json.dumps(answer), flush=True)


main()
