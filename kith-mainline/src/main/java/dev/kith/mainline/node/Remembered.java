package dev.kith.mainline.node;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.mainline.bencode.BDict;
import dev.kith.mainline.bencode.BencodeDecoder;
import dev.kith.mainline.bencode.BencodeEncoder;
import dev.kith.mainline.bencode.Limits;
import dev.kith.mainline.wire.CompactNodes;
import dev.kith.mainline.wire.Family;
import java.util.ArrayList;
import java.util.List;

/// What a home keeps on disk to join again without bootstrap nodes: its id and its contacts, those
/// seen last first. A bencoded dictionary with the keys of the wire, `id` and `nodes` or `nodes6`.
///
/// @param id the own id
/// @param contacts whom it knew
record Remembered(NodeId id, List<Contact> contacts) {
  /// Contacts kept at most.
  static final int MOST_CONTACTS = 256;

  Remembered {
    contacts = List.copyOf(contacts);
  }

  /// What `home` would need to join again.
  static Remembered of(Home home) {
    // Of those who have not answered since the start some may do so next time: it may be our line.
    List<Contact> contacts = new ArrayList<>(home.table().mostRecentlySeen(MOST_CONTACTS));
    home.upkeep().unanswered().stream()
        .filter(contact -> home.table().find(contact.id()).isEmpty())
        .limit(MOST_CONTACTS - contacts.size())
        .forEach(contacts::add);
    return new Remembered(home.id(), contacts);
  }

  Bytes encode(Family family) {
    BDict dict =
        BDict.builder()
            .put("id", id.bytes())
            .put(family.nodesKey(), CompactNodes.encode(contacts, family))
            .build();
    return BencodeEncoder.encode(dict);
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws MalformedException if `file` is anything else
  static Remembered decode(Bytes file, Family family) throws MalformedException {
    if (!(BencodeDecoder.strict(Limits.DATAGRAM).decode(file) instanceof BDict dict)) {
      throw new MalformedException("not a dictionary", 0);
    }
    Bytes id = dict.string("id");
    Bytes nodes = dict.string(family == Family.V4 ? "nodes" : "nodes6");
    if (id == null || id.length() != NodeIds.BYTES || nodes == null) {
      throw new MalformedException("no id or no nodes", 0);
    }
    return new Remembered(NodeId.of(id), CompactNodes.decode(nodes, family));
  }
}
