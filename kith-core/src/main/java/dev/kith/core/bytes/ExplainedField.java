package dev.kith.core.bytes;

/// One line of an explanation of a datagram.
///
/// @param offset where in the datagram the field's value begins, in bytes
/// @param field the path to it, such as `a.id` or `answer[2]`; empty for what concerns the whole
/// @param value the value in short, for people
/// @param meaning what it says, empty if that is unknown
public record ExplainedField(int offset, String field, String value, String meaning) {}
