package dev.kith.kv.http;

import dev.kith.core.bytes.Bytes;

/// A request of HTTP as far as it matters here. No header does.
///
/// @param method such as `POST`
/// @param path the path as it was sent, neither decoded nor normalized, without a query
/// @param body at most [HttpRules#MAX_BODY_BYTES] bytes; empty where there is none
public record HttpCall(String method, String path, Bytes body) {}
