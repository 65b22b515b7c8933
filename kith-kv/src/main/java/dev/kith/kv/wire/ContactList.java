package dev.kith.kv.wire;

import dev.kith.core.bytes.MalformedException;
import dev.kith.core.id.Contact;
import dev.kith.core.id.NodeId;
import dev.kith.core.net.Address;
import dev.kith.core.net.Endpoint;
import dev.kith.kv.msgpack.MsgValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Contacts as they travel: an array of `[id, ip, port]`, exactly three elements each, since the
/// library fails its whole lookup on a fourth.
public final class ContactList {
  private ContactList() {}

  /// The array for `contacts`.
  public static MsgValue toValue(List<Contact> contacts) {
    List<MsgValue> items = new ArrayList<>(contacts.size());
    for (Contact contact : contacts) {
      items.add(
          MsgValue.Array.of(
              new MsgValue.Bin(contact.id().bytes()),
              new MsgValue.Str(contact.endpoint().address().toString()),
              MsgValue.Int.of(contact.endpoint().port())));
    }
    return new MsgValue.Array(items);
  }

  /// The contacts that `value` lists. Entries that are no contact, or that could not be sent to,
  /// are left out; host names are not resolved. Nil, false, 0 and what is empty are an empty list,
  /// as in the library.
  ///
  /// @throws MalformedException if it is no list
  public static List<Contact> read(MsgValue value) throws MalformedException {
    if (!(value instanceof MsgValue.Array(List<MsgValue> items))) {
      if (isEmpty(value)) {
        return List.of();
      }
      throw new MalformedException("a list of contacts was expected", Packet.HEADER_BYTES);
    }
    List<Contact> contacts = new ArrayList<>(items.size());
    for (MsgValue item : items) {
      Contact contact = contact(item);
      if (contact != null) {
        contacts.add(contact);
      }
    }
    return contacts;
  }

  private static @Nullable Contact contact(MsgValue item) {
    if (item instanceof MsgValue.Array(List<MsgValue> parts)
        && parts.size() == 3
        && parts.get(0) instanceof MsgValue.Bin(var id)
        && id.length() == Request.ID_BYTES
        && parts.get(1) instanceof MsgValue.Str(String ip)
        && parts.get(2) instanceof MsgValue.Int port
        && port.isWithin(1, 0xffff)) {
      try {
        Endpoint endpoint = new Endpoint(Address.parse(ip), (int) port.bits());
        return endpoint.isUsable() ? new Contact(NodeId.of(id), endpoint) : null;
      } catch (IllegalArgumentException noAddress) {
        return null;
      }
    }
    return null;
  }

  private static boolean isEmpty(MsgValue value) {
    return switch (value) {
      case MsgValue.Nil _ -> true;
      case MsgValue.Bool(boolean truth) -> !truth;
      case MsgValue.Int number -> number.isWithin(0, 0);
      case MsgValue.Float64(double number) -> number == 0;
      case MsgValue.Str(String text) -> text.isEmpty();
      case MsgValue.Bin(var bytes) -> bytes.isEmpty();
      case MsgValue.Array(var items) -> items.isEmpty();
      case MsgValue.Map(var entries) -> entries.isEmpty();
    };
  }
}
