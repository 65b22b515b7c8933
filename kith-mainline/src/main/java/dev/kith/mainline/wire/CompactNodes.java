package dev.kith.mainline.wire;

import dev.kith.core.bytes.Bytes;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// Contacts in compact form, one after another: the id, then the address as in [CompactPeers] (BEP
/// 5, "Contact Encoding"; BEP 32). Used for `nodes` and `nodes6`.
public final class CompactNodes {
  /// The length of ids in the mainline DHT, in bytes. Other overlays may have another one, and with
  /// it another size of compact nodes.
  public static final int ID_BYTES = 20;

  private CompactNodes() {}

  /// The usable contacts in `nodes`, with ids of `idLength` bytes.
  ///
  /// Port 0 and addresses that cannot be a node's are left out, and so is a cut-off entry at the
  /// end. The list may be long: bittorrent-dht sends its whole table.
  public static List<Contact> decode(Bytes nodes, Family family, int idLength) {
    int step = family.nodeBytes(idLength);
    List<Contact> contacts = new ArrayList<>(nodes.length() / step);
    for (int at = 0; at + step <= nodes.length(); at += step) {
      Endpoint endpoint = CompactPeers.at(nodes, at + idLength, family);
      if (endpoint.isUsable() && family.has(endpoint.address())) {
        contacts.add(new Contact(NodeId.of(nodes.slice(at, idLength)), endpoint));
      }
    }
    return contacts;
  }

  /// The usable contacts in `nodes`, with the usual ids of 20 bytes.
  public static List<Contact> decode(Bytes nodes, Family family) {
    return decode(nodes, family, ID_BYTES);
  }

  /// The contacts of `family` whose ids have `idLength` bytes, packed; others are left out.
  public static Bytes encode(List<Contact> contacts, Family family, int idLength) {
    return encode(contacts, family, idLength, contacts.size());
  }

  /// The contacts of `family` with the usual ids, packed; others are left out.
  public static Bytes encode(List<Contact> contacts, Family family) {
    return encode(contacts, family, ID_BYTES, contacts.size());
  }

  /// As above, but only the first `most` of `contacts`.
  static Bytes encode(List<Contact> contacts, Family family, int idLength, int most) {
    byte[] packed = new byte[most * family.nodeBytes(idLength)];
    int end = 0;
    for (int i = 0; i < most; i++) {
      Contact contact = contacts.get(i);
      if (family.has(contact.endpoint().address()) && contact.id().length() == idLength) {
        contact.id().copyTo(packed, end);
        end = CompactPeers.write(contact.endpoint(), packed, end + idLength);
      }
    }
    return Bytes.wrap(packed).slice(0, end);
  }
}
